package kepu.contracts.assessment;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * The award list (表扬名单) of a county's or township's reading rooms for a year. Volume and demonstrated effect stand side by
 * side; no number is made of both, and nothing is deducted for little reading. Source: R15.
 */
@Family(topic = "kepu.assessment.award")
public sealed interface AwardListEvent extends DomainEvent {
    String awardListId();

    /**
     * A person decided whom to commend; replaces an earlier decision on the list.
     *
     * @param knownBy the system proposed from the facts that were recorded by then
     * @param rooms those commended, each with a {@link RoomAwarded} of its own
     * @param leftOut rooms that the system proposed and the person did not take
     */
    @WireType("kepu.assessment.award-list-decided.v1")
    @Fact("decision")
    record AwardListDecided(
            String awardListId,
            int year,
            Instant knownBy,
            Set<String> rooms,
            Set<String> leftOut,
            @Nullable String remark)
            implements AwardListEvent {
        public AwardListDecided {
            rooms = Sorted.copyOf(rooms);
            leftOut = Sorted.copyOf(leftOut);
        }
    }

    /**
     * A line of the list, with what it rests on; it holds as long as the newest decision names the room.
     *
     * @param proposed whether the system proposed it; if not, {@code reason} says why it is on the list
     * @param volume reads, downloads, visits and loans of the year
     * @param volumePlace its place by volume among the rooms of the list's unit
     * @param effects events of the year's verified effects and of their verification
     * @param effectPlace its place by beneficiaries likewise
     */
    @WireType("kepu.assessment.room-awarded.v1")
    @Fact(value = "award", per = "roomId")
    record RoomAwarded(
            String awardListId,
            int year,
            String roomId,
            String roomUnitId,
            boolean proposed,
            int volume,
            int volumePlace,
            Set<String> effects,
            int beneficiaries,
            int effectPlace,
            String reward,
            @Nullable String reason)
            implements AwardListEvent {
        public RoomAwarded {
            effects = Sorted.copyOf(effects);
        }
    }

    /** Another person signed the list; nothing of it changes any more. */
    @WireType("kepu.assessment.award-list-signed.v1")
    @Fact("signature")
    record AwardListSigned(String awardListId, int year, String documentNumber) implements AwardListEvent {}

    /** Nothing of the list was so; it may be decided anew. */
    @WireType("kepu.assessment.award-list-withdrawn.v1")
    @Fact("decision")
    record AwardListWithdrawn(String awardListId, int year, String reason, Instant previousOccurredAt)
            implements AwardListEvent, Withdrawal {
        @Override
        public String factId() {
            return awardListId;
        }
    }
}
