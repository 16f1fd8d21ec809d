package kepu.volunteers.talent;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.volunteers.TalentEvent.Skill;
import kepu.contracts.volunteers.TalentEvent.TalentChanged;
import kepu.contracts.volunteers.TalentEvent.TalentRegistered;
import kepu.contracts.volunteers.TalentEvent.TalentRemoved;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** What a person of a unit can do, by pseudonym (人才): registered, changed, removed and registered again. */
@Document("talents")
@IdFromBody
@Listed(
        period = "registeredAt",
        state = Talent.State.class,
        by = {"personId", "skill=content.skills"},
        indexed = "scienceTalent=content.scienceTalent",
        text = {"profession=content.profession"},
        sort = {"id", "registeredAt"})
class Talent extends Aggregate {
    /** 在库, 已移出. */
    enum State implements ListState {
        REGISTERED,
        REMOVED;

        @Override
        public Bson filter() {
            return this == REMOVED ? Filters.ne("removedAt", null) : Filters.eq("removedAt", null);
        }
    }

    /** @param profession in words; in no event */
    record Content(Set<Skill> skills, String profession, boolean scienceTalent) {
        static final Content NOTHING = new Content(Set.of(), "", false);

        Content {
            skills = new TreeSet<>(skills);
        }
    }

    private final String personId;
    private Content content = Content.NOTHING;
    private @Nullable Instant registeredAt;
    private @Nullable Instant statedAt;
    private @Nullable Instant removedAt;

    Talent(String id, String unitId, String personId) {
        super(id, unitId);
        this.personId = personId;
    }

    /** Under which one is kept whom the unit calls so; no unit's code holds a colon. */
    static String id(String unitId, String personId) {
        return unitId + ':' + personId;
    }

    DomainEvents register(Content stated, Instant at) {
        if (registeredAt != null && removedAt == null) {
            throw TalentRejection.registered(personId);
        }
        if (removedAt != null && at.isBefore(removedAt)) {
            throw TalentRejection.wrongOrder(at, removedAt);
        }
        content = stated;
        registeredAt = at;
        statedAt = at;
        removedAt = null;
        return raise(at, new TalentRegistered(personId, stated.skills(), stated.scienceTalent()));
    }

    DomainEvents change(Content stated, Instant at) {
        requireRegisteredAt(at);
        content = stated;
        statedAt = at;
        return raise(at, new TalentChanged(personId, stated.skills(), stated.scienceTalent()));
    }

    DomainEvents remove(String reason, Instant at) {
        requireRegisteredAt(at);
        removedAt = at;
        return raise(at, new TalentRemoved(personId, reason));
    }

    private void requireRegisteredAt(Instant at) {
        if (statedAt == null || removedAt != null) {
            throw TalentRejection.removed(personId);
        }
        if (at.isBefore(statedAt)) {
            throw TalentRejection.wrongOrder(at, statedAt);
        }
    }

    String personId() {
        return personId;
    }

    Content content() {
        return content;
    }

    @Nullable
    Instant registeredAt() {
        return registeredAt;
    }

    @Nullable
    Instant removedAt() {
        return removedAt;
    }
}
