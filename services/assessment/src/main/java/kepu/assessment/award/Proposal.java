package kepu.assessment.award;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import kepu.assessment.award.AwardList.Line;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a county or township in a year, the most used first, each with its place by effect beside it; no number is made
 * of both. Those that have both are proposed for commendation; whom to commend a person decides.
 */
record Proposal(List<Candidate> candidates) {
    /** @param volumePlace among all rooms, as {@code effectPlace}; equal ones share it */
    record Candidate(RoomYear room, int volumePlace, int effectPlace) {
        boolean isProposed() {
            return room.volume() > 0 && room.effects() > 0;
        }
    }

    /** A room that the person takes; {@code reason} says why, if the system did not propose it. */
    record Choice(String roomId, String reward, @Nullable String reason) {}

    static Proposal of(Collection<RoomYear> rooms) {
        return new Proposal(rooms.stream()
                .sorted(Comparator.comparingInt(RoomYear::volume).reversed().thenComparing(RoomYear::roomId))
                .map(room -> new Candidate(
                        room, place(rooms, room, RoomYear::volume), place(rooms, room, RoomYear::beneficiaries)))
                .toList());
    }

    private static int place(Collection<RoomYear> all, RoomYear of, ToIntFunction<RoomYear> what) {
        return 1
                + Math.toIntExact(all.stream()
                        .filter(other -> what.applyAsInt(other) > what.applyAsInt(of))
                        .count());
    }

    /** @throws kepu.defaults.Rejection 422 {@code award-room-unknown} */
    Candidate candidate(String roomId) {
        return candidates.stream()
                .filter(candidate -> candidate.room().roomId().equals(roomId))
                .findFirst()
                .orElseThrow(() -> AwardRejection.roomUnknown(roomId));
    }

    /**
     * The lines of a list, in the order in which the person names them.
     *
     * @throws kepu.defaults.Rejection 422 {@code award-room-unknown}, {@code award-room-twice}, {@code award-reason-required}
     */
    List<Line> choose(List<Choice> choices) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Choice choice : choices) {
            Candidate candidate = candidate(choice.roomId());
            if (!candidate.isProposed() && choice.reason() == null) {
                throw AwardRejection.reasonRequired(choice.roomId());
            }
            if (lines.put(choice.roomId(), Line.of(candidate, choice)) != null) {
                throw AwardRejection.roomTwice(choice.roomId());
            }
        }
        return List.copyOf(lines.values());
    }

    /** Rooms that were proposed and are not on the list. */
    Set<String> leftOut(List<Line> lines) {
        Set<String> taken = lines.stream().map(Line::roomId).collect(Collectors.toCollection(HashSet::new));
        return candidates.stream()
                .filter(Candidate::isProposed)
                .map(candidate -> candidate.room().roomId())
                .filter(roomId -> !taken.contains(roomId))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
