package kepu.assessment.award;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.assessment.award.AwardList.Line;
import kepu.assessment.award.AwardList.State;
import kepu.contracts.readingrooms.RoomEvent.Level;
import org.jspecify.annotations.Nullable;

/** What people see of award lists and of what is proposed for them. */
final class AwardViews {
    private AwardViews() {}

    /**
     * A room of a proposal.
     *
     * @param proposed whether it has both, volume and a demonstrated effect
     * @param knownBy the proposal rests on the facts recorded by then
     */
    record CandidateView(
            String roomId,
            String unitId,
            String name,
            Level level,
            boolean proposed,
            int volumePlace,
            int volume,
            int reads,
            int downloads,
            int visits,
            int loans,
            int effectPlace,
            int beneficiaries,
            int effects,
            Instant knownBy) {
        static CandidateView of(Proposal.Candidate candidate, Instant knownBy) {
            RoomYear room = candidate.room();
            return new CandidateView(
                    room.roomId(),
                    room.unitId(),
                    room.name(),
                    room.level(),
                    candidate.isProposed(),
                    candidate.volumePlace(),
                    room.volume(),
                    room.reads(),
                    room.downloads(),
                    room.visits(),
                    room.loans(),
                    candidate.effectPlace(),
                    room.beneficiaries(),
                    room.effects(),
                    knownBy);
        }
    }

    /** Ids of the events behind a room's line. */
    record FactsView(String roomId, Instant knownBy, Set<String> volume, Set<String> effects) {
        static FactsView of(Proposal.Candidate candidate, Instant knownBy) {
            RoomYear room = candidate.room();
            return new FactsView(room.roomId(), knownBy, room.volumeFacts(), room.effectFacts());
        }
    }

    /** A list without its lines. */
    record AwardListView(
            String id,
            String unitId,
            int year,
            State state,
            @Nullable Instant knownBy,
            Set<String> leftOut,
            @Nullable String remark,
            @Nullable Instant decidedAt,
            Set<String> decidedBy,
            @Nullable Instant signedAt,
            @Nullable String signedBy,
            @Nullable String documentNumber,
            @Nullable String withdrawnBecause,
            long version) {
        static AwardListView of(AwardList list) {
            return new AwardListView(
                    list.id(),
                    list.unitId(),
                    list.year(),
                    list.state(),
                    list.knownBy(),
                    list.leftOut(),
                    list.remark(),
                    list.decidedAt(),
                    list.deciders(),
                    list.signedAt(),
                    list.signedBy(),
                    list.documentNumber(),
                    list.withdrawnBecause(),
                    list.version());
        }

        static List<AwardListView> of(List<AwardList> lists) {
            return lists.stream().map(AwardListView::of).toList();
        }
    }

    /** A commended room. */
    record LineView(
            String roomId,
            String unitId,
            String name,
            boolean proposed,
            int volumePlace,
            int volume,
            int effectPlace,
            int beneficiaries,
            Set<String> effectFacts,
            String reward,
            @Nullable String reason) {
        static LineView of(Line line) {
            return new LineView(
                    line.roomId(),
                    line.unitId(),
                    line.name(),
                    line.proposed(),
                    line.volumePlace(),
                    line.volume(),
                    line.effectPlace(),
                    line.beneficiaries(),
                    line.effectFacts(),
                    line.reward(),
                    line.reason());
        }
    }
}
