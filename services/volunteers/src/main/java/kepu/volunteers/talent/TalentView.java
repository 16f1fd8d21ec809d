package kepu.volunteers.talent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What people see of a person in the talent register: a pseudonym and what the person can do. */
record TalentView(
        String id,
        String unitId,
        String personId,
        @JsonUnwrapped Talent.Content content,
        Talent.State state,
        @Nullable Instant registeredAt,
        @Nullable Instant removedAt,
        long version) {
    /** Those flagged as science talents (科技人才) who are in the register. */
    static Bson scienceTalents() {
        return Filters.and(Filters.eq("content.scienceTalent", true), Talent.State.REGISTERED.filter());
    }

    static List<TalentView> of(List<Talent> talents) {
        return talents.stream().map(TalentView::of).toList();
    }

    static TalentView of(Talent talent) {
        return new TalentView(
                talent.id(),
                talent.unitId(),
                talent.personId(),
                talent.content(),
                talent.removedAt() == null ? Talent.State.REGISTERED : Talent.State.REMOVED,
                talent.registeredAt(),
                talent.removedAt(),
                talent.version());
    }
}
