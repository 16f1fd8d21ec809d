package kepu.assessment.scoring.integrity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.integrity.IntegrityFlag.Kind;
import kepu.assessment.scoring.integrity.VolunteerYear.Busy;
import kepu.assessment.scoring.integrity.VolunteerYear.Verification;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;

/**
 * Finds what an inspector may want to look at in a unit's year; the same facts give the same flags. Nothing is deducted: each
 * flag may have an innocent reason. Every threshold here is ours, none is in the source.
 */
public final class IntegrityRadar {
    /** Between two kinds of place lie at least so many minutes. */
    static final int TRAVEL_MINUTES = 5;

    /** Hours that one person looks at within {@link #BULK_MINUTES} only by not looking. */
    static final int BULK_HOURS = 20;

    static final int BULK_MINUTES = 5;

    /** Each of a pair verified so many records of the other. */
    static final int PAIR_RECORDS = 5;

    /** The last days of a year. */
    static final int YEAR_END_DAYS = 15;

    /** Fewer records of a year are no burst. */
    static final int BURST_RECORDS = 20;

    /** Flags of one person's times: more say nothing more, and a thousand records at one time have half a million pairs. */
    static final int MOST_OF_A_PERSON = 20;

    /** Flags of the times of all of a unit's people in a year. */
    static final int MOST_MEETINGS = 500;

    private IntegrityRadar() {}

    /** In the order of their times. */
    public static List<IntegrityFlag> flags(UnitYear unit) {
        VolunteerYear year = VolunteerYear.of(unit);
        return Stream.of(
                        meetings(year.times()),
                        bulks(year.verdicts()),
                        pairs(year.verdicts()),
                        burst(unit, year.entered()))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(IntegrityFlag::at)
                        .thenComparing(IntegrityFlag::kind)
                        .thenComparing(flag -> flag.events().toString()))
                .toList();
    }

    /** One person's times that overlap, or that follow each other at different places too fast. */
    private static List<IntegrityFlag> meetings(List<Busy> times) {
        List<IntegrityFlag> flags = new ArrayList<>();
        Map<String, List<Busy>> byPerson =
                times.stream().collect(Collectors.groupingBy(Busy::person, TreeMap::new, Collectors.toList()));
        byPerson.values().forEach(its -> {
            int most = Math.min(MOST_MEETINGS, flags.size() + MOST_OF_A_PERSON);
            its.sort(Comparator.comparing(Busy::from)
                    .thenComparing(Busy::until)
                    .thenComparing(busy -> busy.fact().envelope().id()));
            for (int i = 0; i < its.size() && flags.size() < most; i++) {
                Busy first = its.get(i);
                Instant tooFast = first.until().plus(Duration.ofMinutes(TRAVEL_MINUTES));
                for (int j = i + 1;
                        j < its.size()
                                && flags.size() < most
                                && its.get(j).from().isBefore(tooFast);
                        j++) {
                    meeting(first, its.get(j), flags);
                }
            }
        });
        return flags;
    }

    private static void meeting(Busy first, Busy second, List<IntegrityFlag> flags) {
        List<DatedEvent<?>> both = List.of(first.fact(), second.fact());
        PlaceKind from = first.place();
        PlaceKind to = second.place();
        if (second.from().isBefore(first.until())) {
            Instant end = first.until().isBefore(second.until()) ? first.until() : second.until();
            FormulaNumbers numbers = new FormulaNumbers().put("overlapMinutes", minutes(second.from(), end));
            flags.add(IntegrityFlag.of(Kind.OVERLAP, second.from(), numbers, both, List.of(first.person())));
        } else if (from != null && to != null && from != to) {
            FormulaNumbers numbers = new FormulaNumbers()
                    .put("minutesBetween", minutes(first.until(), second.from()))
                    .put("from", from.name())
                    .put("to", to.name());
            flags.add(IntegrityFlag.of(Kind.IMPOSSIBLE_TRAVEL, second.from(), numbers, both, List.of(first.person())));
        }
    }

    private static int minutes(Instant from, Instant until) {
        return (int) Duration.between(from, until).toMinutes();
    }

    /** Hours that one person verified within minutes, by the time that the verifier states. */
    private static List<IntegrityFlag> bulks(List<Verification> verdicts) {
        List<IntegrityFlag> flags = new ArrayList<>();
        Map<String, List<Verification>> byVerifier =
                verdicts.stream().collect(Collectors.groupingBy(Verification::by, TreeMap::new, Collectors.toList()));
        byVerifier.values().forEach(its -> {
            its.sort(Comparator.comparing(Verification::at)
                    .thenComparing(one -> one.fact().envelope().id()));
            for (int from = 0; from < its.size(); ) {
                Instant end = its.get(from).at().plus(Duration.ofMinutes(BULK_MINUTES));
                int to = from;
                int minutes = 0;
                while (to < its.size() && !its.get(to).at().isAfter(end)) {
                    minutes += its.get(to).minutes();
                    to++;
                }
                if (minutes >= BULK_HOURS * 60) {
                    List<Verification> bulk = its.subList(from, to);
                    flags.add(IntegrityFlag.of(
                            Kind.BULK_VERIFICATION,
                            bulk.getFirst().at(),
                            new FormulaNumbers()
                                    .put("records", bulk.size())
                                    .put("verifiedMinutes", minutes)
                                    .put("withinMinutes", BULK_MINUTES),
                            bulk.stream().map(Verification::fact).toList(),
                            List.of(bulk.getFirst().by())));
                    from = to;
                } else {
                    from++;
                }
            }
        });
        return flags;
    }

    /** Two people of whom each verifies what the other one recorded. */
    private static List<IntegrityFlag> pairs(List<Verification> verdicts) {
        Map<Set<String>, List<Verification>> byPair = verdicts.stream()
                .filter(one -> !one.by().equals(one.recordedBy()))
                .collect(Collectors.groupingBy(one -> Set.of(one.by(), one.recordedBy())));
        List<IntegrityFlag> flags = new ArrayList<>();
        byPair.forEach((pair, its) -> {
            String one = new TreeSet<>(pair).getFirst();
            int forth = (int)
                    its.stream().filter(verdict -> verdict.by().equals(one)).count();
            int back = its.size() - forth;
            if (forth >= PAIR_RECORDS && back >= PAIR_RECORDS) {
                flags.add(IntegrityFlag.of(
                        Kind.CLOSED_PAIR,
                        its.stream()
                                .map(Verification::at)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        new FormulaNumbers().put("oneWay", forth).put("otherWay", back),
                        its.stream().map(Verification::fact).toList(),
                        pair));
            }
        });
        return flags;
    }

    /** Most of the year's records were entered in its last days, or later. */
    private static List<IntegrityFlag> burst(UnitYear unit, List<DatedEvent<?>> entered) {
        LocalDate first = unit.period().last().minusDays(YEAR_END_DAYS - 1L);
        List<DatedEvent<?>> late = entered.stream()
                .filter(fact ->
                        !unit.facts().localDate(fact.envelope().recordedAt()).isBefore(first))
                .toList();
        if (entered.size() < BURST_RECORDS || 2 * late.size() <= entered.size()) {
            return List.of();
        }
        Instant begins = late.stream()
                .map(fact -> fact.envelope().recordedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        FormulaNumbers numbers = new FormulaNumbers()
                .put("records", entered.size())
                .put("enteredAtYearEnd", late.size())
                .put("since", first);
        return List.of(IntegrityFlag.of(Kind.YEAR_END_BURST, begins, numbers, late, List.of()));
    }
}
