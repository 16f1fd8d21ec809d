package kepu.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One village's year as data: {@code villages/usual.yaml}, overlaid by the village's own file, where an object is merged
 * and anything else replaced.
 *
 * <p>Days and times are texts that {@link VillageWriter} reads, {@code late} is a number of days or {@code usual}, and
 * {@code …OneIn: n} is a chance of one in n. What is drawn at random is drawn in the order in which the scripts ask: another
 * order is another year.
 *
 * @param summary what is right or wrong in its year, in one line
 * @param residents of the latest count; 0 where none were ever counted
 * @param earlierDocuments of the year before
 */
record VillageProfile(
        String name,
        String summary,
        String established,
        int branches,
        int residents,
        List<ResidentCount> residentCounts,
        List<VenueKinds> venueKinds,
        List<Document> earlierDocuments,
        List<Document> documents,
        List<Group> groups,
        Station station,
        Board board,
        List<Officer> officers,
        Team team,
        Links links,
        Visits visits,
        List<Training> trainings,
        @Nullable Room room,
        List<Activity> activities,
        List<AmendedActivity> amendedActivities,
        List<Served> services,
        List<LedgerEntry> ledger,
        List<Demonstration> demonstrations,
        List<Ticket> tickets,
        List<Talent> talents) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** A number, or any of {@code from..to}. */
    record Range(int from, int to) {
        @JsonCreator
        static Range of(int number) {
            return new Range(number, number);
        }

        @JsonCreator
        static Range of(String text) {
            String[] ends = text.split("\\.\\.");
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        /** A single number is no choice and draws nothing. */
        int draw(SplittableRandom random) {
            return from == to ? from : random.nextInt(from, to + 1);
        }

        boolean contains(int number) {
            return from <= number && number <= to;
        }
    }

    /** {@code count} is {@code residents}, {@code more} or a random few {@code fewer}. */
    record ResidentCount(
            String name,
            String on,
            int more,
            @Nullable Range fewer,
            @Nullable String late) {}

    record VenueKinds(String name, List<String> kinds, String on) {}

    /**
     * A plan, summary or set of rules.
     *
     * @param yearOffset of the year that it names
     * @param filed absent: on the usual day
     */
    record Document(
            String name,
            String kind,
            int yearOffset,
            @Nullable String filed,
            @Nullable String late,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    record Correction(String name, String at, @Nullable String late) {}

    record Withdrawal(String name, String reason, String on) {}

    /** A leading group; the members of a group without {@code at} are assigned five minutes apart when it is formed. */
    record Group(
            String name,
            String formed,
            @Nullable String until,
            List<GroupMember> members,
            @Nullable Closure dissolved) {}

    record GroupMember(
            String name,
            String role,
            @Nullable String at,
            @Nullable String released) {}

    /** An end for a reason, and perhaps a new beginning. */
    record Closure(String at, String reason, @Nullable String reopened) {}

    record Station(String registered, @Nullable Closure closed) {}

    record Board(String registered, List<String> updates, List<AmendedUpdate> amendedUpdates) {}

    record AmendedUpdate(
            String name,
            String on,
            @Nullable String late,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    record Officer(
            String name,
            String on,
            @Nullable String until,
            @Nullable String left) {}

    /** Members are numbered from one in the order in which they come. */
    record Team(
            String formed,
            Range members,
            Range enlistedDaysAfter,
            List<Suspension> suspended,
            List<Departure> left,
            List<Joining> joined) {}

    record Suspension(int member, String from, @Nullable String to) {}

    record Departure(int member, String at, @Nullable String late) {}

    /** {@code again} is the number under which the same person was a member before. */
    record Joining(String at, @Nullable String late, int again) {}

    /**
     * Each member's link with one of five targets.
     *
     * @param members the first so many have one
     * @param second whether every fifth has a second one
     * @param individually by the member's number: when another day than the usual one after enlisting
     */
    record Links(
            String targets,
            int daysAfter,
            int members,
            boolean second,
            Map<Integer, String> individually,
            @Nullable EndedLink ended,
            @Nullable RetiredTarget retired) {}

    record EndedLink(int member, String at, String reason) {}

    record RetiredTarget(int target, String at, String reason) {}

    /**
     * A visit a link and quarter.
     *
     * @param quarters by the member's number: the only quarters with a visit; absent: every one
     * @param correctedOnceVerifiedOneIn chance that a verified visit is corrected and then verified again
     */
    record Visits(
            int missedOneIn,
            int correctedOneIn,
            @Nullable String verifiedLate,
            int correctedOnceVerifiedOneIn,
            @Nullable Map<Integer, List<Integer>> quarters,
            List<Fate> fates) {}

    /** What becomes of the visits of some members in one quarter. */
    record Fate(
            int quarter,
            Range members,
            Outcome outcome,
            @Nullable String on) {}

    enum Outcome {
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
    record Training(
            String name,
            String kind,
            String on,
            int percent,
            int absent,
            int besides,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}

    /**
     * The reading room and its days.
     *
     * @param from absent: from the year's first week on
     * @param exemptWeeks when it need not open
     * @param openDays a week, one of them at random; {@code exemptDays} in an exempt week
     * @param fourDaysOneIn chance of a week of four days
     * @param openings the first that fits a day says what happens on it
     */
    record Room(
            String registered,
            @Nullable String from,
            List<Integer> exemptWeeks,
            List<RoomCalendar> calendars,
            List<Integer> openDays,
            List<Integer> exemptDays,
            int fourDaysOneIn,
            List<Opening> openings,
            @Nullable HalfOpenRooms halfOpen) {}

    /** Without {@code weeks} the room's exempt weeks. */
    record RoomCalendar(
            String name, int yearOffset, @Nullable List<Integer> weeks, String on) {}

    /**
     * What happens on a day.
     *
     * @param sessions how many, one of them at random, or in turn if {@code inTurn}
     */
    record Opening(
            When when,
            Range minutes,
            List<Integer> sessions,
            boolean inTurn,
            @Nullable String closed,
            int correctedOneIn,
            @Nullable Restatement corrected,
            @Nullable DayWithdrawal withdrawn) {}

    /**
     * The days that are meant; what is absent fits every day.
     *
     * @param weekOfEight days of the year by sevens, counted in eights
     * @param dayOf61 days of the year, counted in sixty-ones
     */
    record When(
            @Nullable String weekday,
            @Nullable Integer weekOfEight,
            @Nullable Integer dayOf61,
            @Nullable String from,
            @Nullable String until) {}

    record Restatement(int minutes, @Nullable String late) {}

    record DayWithdrawal(String reason, int daysLater) {}

    /** The room is replaced by a second one; neither is open long enough. */
    record HalfOpenRooms(String retired, String reason, String title, String registered) {}

    /** One without a time of day is at half past some hour, and only where the village is ten days old by then. */
    record Activity(String at, @Nullable String campaign, String venue, Range participants) {}

    record AmendedActivity(
            String name,
            Activity stated,
            @Nullable String late,
            @Nullable Activity corrected,
            @Nullable Withdrawal withdrawn) {}

    /**
     * A service of those who are active on its day, each of them for so many minutes, and what becomes of its records: verified
     * unless said otherwise.
     *
     * @param percent chance of each to take part; 0: all do, but for the first {@code absent}
     */
    record Served(
            String name,
            String on,
            int minutes,
            String placeKind,
            int percent,
            int absent,
            boolean paid,
            boolean unverified,
            boolean rejected) {}

    /**
     * An entry of the funding ledger of {@code fen} and {@code fenPerResident} for each resident of the latest count.
     *
     * @param restated fen of the correction, if there is one
     */
    record LedgerEntry(
            String name,
            String stage,
            String purpose,
            String source,
            String on,
            int fen,
            int fenPerResident,
            @Nullable String late,
            @Nullable Restated restated,
            @Nullable Withdrawal withdrawn) {}

    /** The entry is of {@code stage} and of {@code fen} and {@code fenPerResident}. */
    record Restated(String stage, String on, int fen, int fenPerResident) {}

    /**
     * An application for a demonstration title.
     *
     * @param household its number, if it is one
     * @param sentBack when it was sent back first, resubmitted a week later
     * @param refused whether the review refused it
     * @param awarded absent: it has not been
     * @param until last day
     */
    record Demonstration(
            String name,
            @Nullable String household,
            String applied,
            @Nullable String sentBack,
            String reviewed,
            boolean refused,
            @Nullable String awarded,
            @Nullable String until,
            @Nullable Renewal renewed,
            @Nullable Closure revoked,
            @Nullable Withdrawal withdrawn) {}

    record Renewal(String rechecked, String at, String until) {}

    /**
     * A problem of a resident and what was done about it, step by step.
     *
     * @param raised at half past nine unless it says when; only where the village is ten days old by then
     */
    record Ticket(
            String name,
            String kind,
            String title,
            String raised,
            @Nullable String late,
            List<TicketStep> steps,
            @Nullable CorrectedTicket corrected,
            @Nullable Withdrawal withdrawn) {}

    /**
     * One step.
     *
     * @param after days from raising, unless {@code at} says when
     * @param into name of the ticket that this one is merged into
     */
    record TicketStep(
            Step does,
            @Nullable Range after,
            @Nullable String at,
            @Nullable String into) {}

    enum Step {
        ASSIGN("assignment"),
        REPLY("replies"),
        RESOLVE("resolution"),
        CONFIRM("confirmation"),
        REOPEN("reopening"),
        TRANSFER("transfer"),
        MERGE("merger");

        final String route;

        Step(String route) {
            this.route = route;
        }
    }

    record CorrectedTicket(String raised, @Nullable String late) {}

    /** What a volunteer, by number, can do. */
    record Talent(int volunteer, List<String> skills, String profession, boolean scienceTalent, String on) {}

    static VillageProfile of(SampleVillage village) {
        return YAML.treeToValue(
                merged(tree("usual"), tree(village.name().toLowerCase(Locale.ROOT))), VillageProfile.class);
    }

    private static JsonNode tree(String name) {
        try (InputStream file =
                Objects.requireNonNull(VillageProfile.class.getResourceAsStream("villages/" + name + ".yaml"), name)) {
            return YAML.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode merged(JsonNode usual, JsonNode own) {
        if (!(usual instanceof ObjectNode object) || !own.isObject()) {
            return own;
        }
        for (Map.Entry<String, JsonNode> property : own.properties()) {
            JsonNode before = object.get(property.getKey());
            object.set(property.getKey(), before == null ? property.getValue() : merged(before, property.getValue()));
        }
        return object;
    }
}
