package kepu.assessment.scheme;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.UnitYearQuery;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.defaults.Rejection;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * The burden bill of a scheme (负担清单): how many entries of a year its indicators read, a unit on average, and the minutes that
 * they take; counted from the facts that are there, by what each policy reads of them.
 */
@Component
class BurdenBill {
    private static final Map<String, Kindred> MINUTES =
            ParameterWords.resource("minutes.json", new TypeReference<Map<String, Kindred>>() {});

    /** For a family that nobody timed yet. */
    private static final int USUAL_MINUTES = 5;

    private static final int CHUNK = 50;
    private static final int MOST_UNITS = 400;

    private final FactStore facts;
    private final UnitDirectory directory;
    private final Clock clock;
    private final ZoneId zone;

    BurdenBill(FactStore facts, UnitDirectory directory, Clock clock, ZoneId zone) {
        this.facts = facts;
        this.directory = directory;
        this.clock = clock;
        this.zone = zone;
    }

    /** What an entry of a family takes, and what it is called. */
    record Kindred(int minutes, LocalizedText name) {}

    /**
     * A bill.
     *
     * @param units how many it is the mean of
     * @param entries a unit and year
     * @param minutes a unit and year
     */
    record Bill(
            String scheme,
            int schemeVersion,
            String unitId,
            int year,
            int units,
            BigDecimal entries,
            BigDecimal minutes,
            List<Line> lines) {}

    /**
     * A family of facts.
     *
     * @param indicators that read it
     */
    record Line(
            String topic,
            LocalizedText name,
            Set<String> indicators,
            BigDecimal entries,
            int minutesEach,
            BigDecimal minutes) {}

    /** @throws Rejection 422 {@code not-a-place-of-villages} */
    Bill of(Scheme scheme, String unitId, int year) {
        View view = View.asOf(LocalDate.now(clock.withZone(zone)));
        List<UnitYearQuery> wanted = units(scheme, unitId, year, view);
        Map<String, Long> entries = new TreeMap<>();
        Map<String, Set<String>> readers = new HashMap<>();
        int units = 0;
        for (int from = 0; from < wanted.size(); from += CHUNK) {
            for (Map.Entry<UnitYearQuery, List<Envelope<?>>> one : facts.of(
                            wanted.subList(from, Math.min(from + CHUNK, wanted.size())))
                    .entrySet()) {
                if (read(scheme, one.getKey(), view, one.getValue(), readers)) {
                    units++;
                    one.getValue().stream()
                            .filter(fact -> isEntryOf(fact, year))
                            .forEach(fact -> entries.merge(topic(fact), 1L, Long::sum));
                }
            }
        }
        entries.keySet().retainAll(readers.keySet());
        return bill(scheme, unitId, year, units, entries, readers);
    }

    private List<UnitYearQuery> units(Scheme scheme, String unitId, int year, View view) {
        Kind kind = Schemes.kindOf(scheme.appliesTo());
        Unit asked = directory.find(unitId).orElseThrow(() -> Rejection.notFound("unit", unitId));
        if (asked.kind() != Kind.COUNTY && asked.kind() != Kind.TOWNSHIP && asked.kind() != kind) {
            throw new Rejection(422, "not-a-place-of-villages", unitId);
        }
        Tree tree = directory.tree(directory.everBelow(unitId, Set.of(kind)), view);
        return tree.units().stream()
                .filter(unit -> unit.kind() == kind)
                .map(Unit::id)
                .sorted()
                .limit(MOST_UNITS)
                .map(id -> new UnitYearQuery(
                        id,
                        year,
                        tree.above(id, Kind.COUNTY, view.reckoningDay(year)).map(Unit::id)))
                .toList();
    }

    /** Notes which indicator reads which families; whether the unit had a day of that year. */
    private boolean read(
            Scheme scheme, UnitYearQuery one, View view, List<Envelope<?>> about, Map<String, Set<String>> readers) {
        Facts known = Facts.known(one.unitId(), zone, view.knownBy(), about);
        Optional<UnitYear> year = UnitYear.of(one.year(), view.asOf(), known);
        year.ifPresent(unit -> {
            for (Indicator indicator : scheme.indicators()) {
                Policies.named(indicator.code(), indicator.policy(), indicator.parameters())
                        .map(policy -> known.reading(() -> policy.evaluate(unit)))
                        .ifPresent(reading -> reading.revisions()
                                .keySet()
                                .forEach(topic -> readers.computeIfAbsent(topic, _ -> new TreeSet<>())
                                        .add(indicator.code())));
            }
        });
        return year.isPresent();
    }

    /** Of people, for this unit: not what the county states or a service notices by itself. */
    private boolean isEntryOf(Envelope<?> fact, int year) {
        return switch (fact.data()) {
            case AppliesBelow _, DuplicateNotice _, TeamUnderstaffed _, TeamRestored _ -> false;
            default -> LocalDate.ofInstant(fact.occurredAt(), zone).getYear() == year;
        };
    }

    private static String topic(Envelope<?> fact) {
        return Contracts.of(fact.data().getClass()).topic();
    }

    private static Bill bill(
            Scheme scheme,
            String unitId,
            int year,
            int units,
            Map<String, Long> entries,
            Map<String, Set<String>> readers) {
        List<Line> lines = new ArrayList<>();
        BigDecimal allEntries = BigDecimal.ZERO;
        BigDecimal allMinutes = BigDecimal.ZERO;
        for (Map.Entry<String, Long> one : entries.entrySet()) {
            Kindred kindred = MINUTES.getOrDefault(
                    one.getKey(), new Kindred(USUAL_MINUTES, new LocalizedText(one.getKey(), one.getKey())));
            BigDecimal mean = mean(one.getValue(), units);
            BigDecimal minutes = mean(one.getValue() * kindred.minutes(), units);
            allEntries = allEntries.add(mean);
            allMinutes = allMinutes.add(minutes);
            lines.add(new Line(
                    one.getKey(),
                    kindred.name(),
                    readers.getOrDefault(one.getKey(), Set.of()),
                    mean,
                    kindred.minutes(),
                    minutes));
        }
        return new Bill(scheme.id(), scheme.version(), unitId, year, units, allEntries, allMinutes, List.copyOf(lines));
    }

    private static BigDecimal mean(long sum, int units) {
        return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(units), 1, RoundingMode.HALF_UP);
    }
}
