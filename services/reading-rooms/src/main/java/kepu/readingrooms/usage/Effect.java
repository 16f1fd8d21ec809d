package kepu.readingrooms.usage;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.contracts.readingrooms.EffectEvent.EffectCorrected;
import kepu.contracts.readingrooms.EffectEvent.EffectReported;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.EffectEvent.EffectWithdrawn;
import kepu.contracts.readingrooms.EffectEvent.Kind;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** What came of reading in a room (学用成效); it counts once somebody else has seen the evidence. */
@Document("effects")
@Listed(
        state = Effect.State.class,
        by = {"roomId=content.roomId", "kind=content.kind"},
        text = "title=content.title")
class Effect extends AmendableRecord<Effect.Content> {
    /** 待核实, 已核实, 已撤回. */
    enum State implements ListState {
        UNVERIFIED,
        VERIFIED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Content(String roomId, Kind kind, String title, String description, int beneficiaries) {}

    private State state = State.UNVERIFIED;
    private @Nullable String verifiedBy;
    private @Nullable String evidence;

    Effect(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected Object likeness(Content is) {
        return is.roomId() + '\n' + is.kind() + '\n' + is.title();
    }

    @Override
    protected EffectReported recorded(Content is) {
        return new EffectReported(id(), is.roomId(), is.kind(), is.beneficiaries());
    }

    /** What is stated anew has to be verified anew. */
    @Override
    protected EffectCorrected corrected(Content is, Content was, Instant before) {
        state = State.UNVERIFIED;
        verifiedBy = null;
        evidence = null;
        return new EffectCorrected(id(), is.roomId(), is.kind(), is.beneficiaries(), before);
    }

    @Override
    protected EffectWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new EffectWithdrawn(id(), reason, before);
    }

    /** By somebody who had no part in the record. */
    DomainEvents verify(String by, String seen, Instant at) {
        requireNotWithdrawn();
        requireNoPartIn(by);
        if (state == State.VERIFIED) {
            throw UsageRejection.effectVerified(id());
        }
        if (at.isBefore(occurredAt())) {
            throw UsageRejection.verifiedBeforeEffect(occurredAt());
        }
        state = State.VERIFIED;
        verifiedBy = by;
        evidence = seen;
        return raise(at, new EffectVerified(id(), by, seen));
    }

    State state() {
        return state;
    }

    @Nullable
    String verifiedBy() {
        return verifiedBy;
    }

    @Nullable
    String evidence() {
        return evidence;
    }
}
