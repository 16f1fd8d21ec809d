package kepu.campaigns.practice;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import kepu.contracts.campaigns.PracticeEvent.Kind;
import kepu.contracts.campaigns.PracticeEvent.PracticeCorrected;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.PracticeEvent.PracticeWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A practice or role model (好做法、先进典型、学习模范) of a village or department. Somebody who had no part in its nomination, and is
 * not the nominee, publishes it; a published one is not corrected before its publication is withdrawn.
 */
@Document("practices")
@Listed(
        state = Practice.State.class,
        by = "kind=content.kind",
        text = "title=content.title",
        indexed = {"state", "countyId"})
class Practice extends AmendableRecord<Practice.Content> {
    /** 待发布, 已发布, 发布已撤回, 已撤回. */
    enum State implements ListState {
        NOMINATED,
        PUBLISHED,
        UNPUBLISHED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /**
     * @param personId pseudonym of the person, if it is about one
     * @param story what is told of it; in no event
     */
    record Content(Kind kind, String title, @Nullable String personId, String story) {}

    private State state = State.NOMINATED;
    private @Nullable Instant publishedAt;
    private @Nullable String publishedBy;
    private @Nullable String countyId;

    Practice(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same title, or the same person as an example of the same kind, whatever is told of it. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.kind(), is.title(), String.valueOf(is.personId()));
    }

    @Override
    protected PracticeNominated recorded(Content is) {
        return new PracticeNominated(id(), is.kind(), is.title(), is.personId());
    }

    @Override
    protected PracticeCorrected corrected(Content is, Content was, Instant before) {
        state = State.NOMINATED;
        return new PracticeCorrected(id(), is.kind(), is.title(), is.personId(), before);
    }

    @Override
    protected PracticeWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new PracticeWithdrawn(id(), reason, before);
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (state == State.PUBLISHED) {
            throw PracticeRejection.published(id());
        }
    }

    /** @param county in which it can be found and taken up from now on; none if its unit belongs to none */
    DomainEvents publish(Instant at, String by, @Nullable String county) {
        requireNotWithdrawn();
        requireNoPartIn(by);
        SamePerson.requireNot(by, content().personId());
        if (state == State.PUBLISHED) {
            throw PracticeRejection.published(id());
        }
        if (at.isBefore(occurredAt())) {
            throw PracticeRejection.publishedTooEarly(at, occurredAt());
        }
        state = State.PUBLISHED;
        publishedAt = at;
        publishedBy = by;
        countyId = county;
        return raise(at, new PracticePublished(id(), by));
    }

    DomainEvents unpublish(String reason, Instant at) {
        requireNotWithdrawn();
        if (state != State.PUBLISHED || publishedAt == null) {
            throw PracticeRejection.notPublished(id());
        }
        Instant before = publishedAt;
        state = State.UNPUBLISHED;
        publishedAt = null;
        publishedBy = null;
        countyId = null;
        return raise(at, new PracticePublicationWithdrawn(id(), reason, before));
    }

    /** A unit took it up at that time: another one than its own, and not before it was published. */
    void requireTakenUpBy(String unitId, Instant at) {
        if (state != State.PUBLISHED || publishedAt == null) {
            throw PracticeRejection.unknown(id());
        }
        if (unitId.equals(unitId())) {
            throw PracticeRejection.own(id());
        }
        if (at.isBefore(publishedAt)) {
            throw PracticeRejection.reusedTooEarly(at, publishedAt);
        }
    }

    State state() {
        return state;
    }

    /** None unless it is published. */
    @Nullable
    Instant publishedAt() {
        return state == State.PUBLISHED ? publishedAt : null;
    }

    /** None unless it is published. */
    @Nullable
    String publishedBy() {
        return state == State.PUBLISHED ? publishedBy : null;
    }
}
