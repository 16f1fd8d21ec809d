package kepu.sample.profile;

import java.util.List;
import java.util.Map;
import kepu.sample.profile.ProfileValues.Correction;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** What a village's volunteers do in its year. */
public final class VolunteersProfile {
    private VolunteersProfile() {}

    /** Members are numbered from one in the order in which they come. */
    public record Team(
            String formed,
            Range members,
            Range enlistedDaysAfter,
            List<Suspension> suspended,
            List<Departure> left,
            List<Joining> joined) {}

    public record Suspension(
            int member, String from, @Nullable String to) {}

    public record Departure(int member, String at, @Nullable String late) {}

    /** {@code again} is the number under which the same person was a member before. */
    public record Joining(String at, @Nullable String late, int again) {}

    /**
     * Each member's link with one of five targets.
     *
     * @param members the first so many have one
     * @param second whether every fifth has a second one
     * @param individually by the member's number: when another day than the usual one after enlisting
     */
    public record Links(
            String targets,
            int daysAfter,
            int members,
            boolean second,
            Map<Integer, String> individually,
            @Nullable EndedLink ended,
            @Nullable RetiredTarget retired) {}

    public record EndedLink(int member, String at, String reason) {}

    public record RetiredTarget(int target, String at, String reason) {}

    /**
     * A visit a link and quarter.
     *
     * @param quarters by the member's number: the only quarters with a visit; absent: every one
     * @param correctedOnceVerifiedOneIn chance that a verified visit is corrected and then verified again
     */
    public record Visits(
            int missedOneIn,
            int correctedOneIn,
            @Nullable String verifiedLate,
            int correctedOnceVerifiedOneIn,
            @Nullable Map<Integer, List<Integer>> quarters,
            List<Fate> fates) {}

    /** What becomes of the visits of some members in one quarter. */
    public record Fate(
            int quarter,
            Range members,
            Outcome outcome,
            @Nullable String on) {}

    public enum Outcome {
        UNVERIFIED,
        REJECTED,
        VERIFIED,
        CORRECTED_ONCE_VERIFIED,
        CORRECTED_AND_VERIFIED_AGAIN,
        WITHDRAWN
    }

    /**
     * A training of those who are active on its day.
     *
     * @param percent chance of each to attend; 0: all attend, but for the first {@code absent}
     * @param besides number of a member who attends without being active
     */
    public record Training(
            String name,
            String kind,
            String on,
            int percent,
            int absent,
            int besides,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    /**
     * A service of those who are active on its day, each of them for so many minutes, and what becomes of its records: verified
     * unless said otherwise.
     *
     * @param percent chance of each to take part; 0: all do, but for the first {@code absent}
     */
    public record Served(
            String name,
            String on,
            int minutes,
            String placeKind,
            int percent,
            int absent,
            boolean paid,
            boolean unverified,
            boolean rejected) {}

    /** What a volunteer, by number, can do. */
    public record Talent(int volunteer, List<String> skills, String profession, boolean scienceTalent, String on) {}
}
