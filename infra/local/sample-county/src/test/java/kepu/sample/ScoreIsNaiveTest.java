package kepu.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.card.Scorer;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.sample.command.SampleCommand;
import kepu.sample.load.CardsDigest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The software's cards against those of the naive calculation: every ratio exact, every point to the last digit. */
class ScoreIsNaiveTest {
    private static final int YEARS = Integer.getInteger("kepu.naive.years", 200);
    private static final int VIEWS = 3;

    /** Cards that a calendar makes other ones: no more are looked for. */
    private static final int ENOUGH = 20;

    private static final int SUCCESSIONS = 30;
    private static final int OTHERS = 80;
    private static final Scheme SCHEME = Scheme.townshipDefault();
    private static final Scheme BY_CLASS = byClass();
    private static final Map<String, Scheme> OF_OTHERS =
            Map.of("TOWNSHIP", Scheme.townshipOwnDefault(), "DEPARTMENT", Scheme.departmentDefault());

    @Test
    void the_cards_of_the_sample_are_the_naive_ones() {
        List<SampleCommand> commands = new SampleCounty().commands();
        List<Envelope<?>> told = ToldEvents.of(commands, SampleCounty.ZONE);
        NaiveYear naive = new NaiveYear(commands, SampleCounty.DEFAULT_YEAR);
        for (LocalDate asOf :
                List.of(LocalDate.of(2025, 6, 30), LocalDate.of(2025, 12, 31), LocalDate.of(2026, 2, 1))) {
            for (SampleVillage village : SampleVillage.values()) {
                assertThat(shown(score(village.unitId(), SampleCounty.DEFAULT_YEAR, asOf, Instant.MAX, told)))
                        .as("%s as of %s", village, asOf)
                        .isEqualTo(shown(naive.card(village.unitId(), asOf)));
            }
            Map<String, Scheme> others = new TreeMap<>();
            SampleCounty.DEPARTMENTS.forEach(unit -> others.put(unit, Scheme.departmentDefault()));
            others.put(SampleCounty.TOWNSHIP, Scheme.townshipOwnDefault());
            others.forEach((unit, scheme) -> assertThat(
                            shown(score(scheme, unit, SampleCounty.DEFAULT_YEAR, asOf, Instant.MAX, told)))
                    .as("%s as of %s", unit, asOf)
                    .isNotEmpty()
                    .isEqualTo(shown(naive.card(unit, asOf))));
        }
    }

    /** What every installation with the sample must show to the byte, on whatever store: infra/run prints it. */
    @Test
    void the_canonical_cards_of_the_sample_are_those_they_have_always_been() {
        SortedMap<String, String> cards = SampleCards.canonical(CardsDigest.asOf(SampleCounty.DEFAULT_YEAR));
        assertThat(cards).hasSize(16);
        assertThat(CardsDigest.of(cards)).isEqualTo("ccd97baf6c6d9c17826e6a3f4c8162817afead4895009261da867df4b7264f8f");
    }

    @Test
    void the_canonical_cards_of_the_samples_township_and_departments_are_those_they_have_always_been() {
        SortedMap<String, String> cards =
                SampleCards.ofTownshipAndDepartments(CardsDigest.asOf(SampleCounty.DEFAULT_YEAR));
        assertThat(cards).hasSize(3);
        assertThat(CardsDigest.of(cards)).isEqualTo("e85548face70dd53795ccff9df6e1c80c2b9b3a777400a9ce35f0fa593534ead");
    }

    @Test
    void the_cards_of_random_townships_and_departments_are_the_naive_ones_on_any_day_as_known_by_any_instant() {
        Map<String, Integer> unlikeZeroAndOne = new TreeMap<>();
        int withTownshipTitle = 0;
        for (long seed = 1; seed <= OTHERS; seed++) {
            String kind = seed % 2 == 0 ? "TOWNSHIP" : "DEPARTMENT";
            Scheme scheme = Objects.requireNonNull(OF_OTHERS.get(kind));
            RandomYear.Story story = RandomYear.of(seed, SampleCounty.ZONE, kind);
            Random random = new Random(seed);
            List<Envelope<?>> told = ToldEvents.of(story.commands(), SampleCounty.ZONE);
            for (int view = 0; view < VIEWS; view++) {
                LocalDate asOf = LocalDate.of(story.year(), 6, 1).plusDays(random.nextInt(300));
                int all = story.commands().size();
                int known = view == 0 ? all : story.known() + random.nextInt(all - story.known() + 1);
                NaiveYear naive = new NaiveYear(story.commands().subList(0, known), story.year());
                Instant knownBy = ToldEvents.recordedAt(known - 1);
                for (String unit : RandomYear.VILLAGES) {
                    LocalDate end = LocalDate.of(story.year(), 12, 31);
                    String county = naive.county(unit, asOf.isBefore(end) ? asOf : end);
                    List<Envelope<?>> facts = ofCounty(county, told, random);
                    Scorecard card = score(scheme, unit, story.year(), asOf, knownBy, facts);
                    assertThat(shown(card))
                            .as("seed %d, %s %s as of %s, %d of %d commands known", seed, kind, unit, asOf, known, all)
                            .isEqualTo(shown(naive.card(unit, asOf)));
                    if (card != null) {
                        card.indicators().stream()
                                .filter(one -> one.ratio() != null)
                                .filter(one -> !List.of("0/1", "1/1").contains(one.ratio()))
                                .forEach(one -> unlikeZeroAndOne.merge(kind + " " + one.code(), 1, Integer::sum));
                        withTownshipTitle += kind.equals("TOWNSHIP")
                                        && "1/1".equals(card.indicator("P12").ratio())
                                ? 1
                                : 0;
                    }
                }
            }
        }
        assertThat(unlikeZeroAndOne.keySet())
                .containsExactly(
                        "DEPARTMENT P01",
                        "DEPARTMENT P02",
                        "DEPARTMENT P06",
                        "DEPARTMENT P13",
                        "DEPARTMENT P14",
                        "DEPARTMENT P15",
                        "DEPARTMENT S06",
                        "DEPARTMENT S07",
                        "DEPARTMENT S08",
                        "TOWNSHIP P01",
                        "TOWNSHIP P02",
                        "TOWNSHIP P10",
                        "TOWNSHIP P13",
                        "TOWNSHIP P15",
                        "TOWNSHIP S01",
                        "TOWNSHIP S02",
                        "TOWNSHIP S04",
                        "TOWNSHIP S05",
                        "TOWNSHIP S06",
                        "TOWNSHIP S07",
                        "TOWNSHIP S08",
                        "TOWNSHIP S11");
        assertThat(withTownshipTitle).isGreaterThan(5);
    }

    @Test
    void the_cards_of_random_villages_are_the_naive_ones_on_any_day_as_known_by_any_instant() {
        int cards = 0;
        int withBonus = 0;
        Map<Adjustment.Kind, Integer> deducted = new TreeMap<>();
        int vetoed = 0;
        int capped = 0;
        int byTargetsOfClass = 0;
        int otherByCalendar = 0;
        Map<String, Integer> unlikeZeroAndOne = new TreeMap<>();
        for (long seed = 1; seed <= YEARS; seed++) {
            RandomYear.Story story = RandomYear.of(seed, SampleCounty.ZONE);
            Random random = new Random(seed);
            List<Envelope<?>> told = ToldEvents.of(story.commands(), SampleCounty.ZONE);
            boolean isByClass = seed % 2 == 0;
            NaiveYear ofAll = naive(story.year(), story.commands(), isByClass);
            for (int view = 0; view < VIEWS; view++) {
                LocalDate asOf = view == 0
                        ? LocalDate.of(story.year() + 1, 4, 1)
                        : LocalDate.of(story.year(), 1, 1).plusDays(random.nextInt(400));
                int all = story.commands().size();
                int known = view < 2 ? all : story.known() + random.nextInt(all - story.known() + 1);
                NaiveYear naive = known == all
                        ? ofAll
                        : naive(story.year(), story.commands().subList(0, known), isByClass);
                Instant knownBy = ToldEvents.recordedAt(known - 1);
                for (String village : RandomYear.VILLAGES) {
                    NaiveYear.Card expected = naive.card(village, asOf);
                    LocalDate end = LocalDate.of(story.year(), 12, 31);
                    String county = naive.county(village, asOf.isBefore(end) ? asOf : end);
                    List<Envelope<?>> facts = ofCounty(county, told, random);
                    Scorecard card = score(isByClass ? BY_CLASS : SCHEME, village, story.year(), asOf, knownBy, facts);
                    assertThat(shown(card))
                            .as("seed %d, %s as of %s, %d of %d commands known", seed, village, asOf, known, all)
                            .isEqualTo(shown(expected));
                    if (card != null) {
                        assertThat(addedUp(card, Track.P)).as("seed %d", seed).isEqualTo(card.party());
                        assertThat(addedUp(card, Track.S)).as("seed %d", seed).isEqualTo(card.science());
                        cards++;
                        otherByCalendar +=
                                view == 0 && otherByCalendar <= ENOUGH && isOtherByCalendar(card, facts) ? 1 : 0;
                        withBonus +=
                                card.adjustments().size() > card.deductions().size() ? 1 : 0;
                        card.deductions().forEach(one -> deducted.merge(one.kind(), 1, Integer::sum));
                        vetoed += card.veto() == null ? 0 : 1;
                        capped += card.veto() != null
                                        && card.composite().toString().equals("5.00")
                                ? 1
                                : 0;
                        byTargetsOfClass += card.indicator("P03").verdict().zh().contains("目标") ? 1 : 0;
                        card.indicators().stream()
                                .filter(one -> !List.of("0/1", "1/1").contains(String.valueOf(one.ratio())))
                                .filter(one -> one.ratio() != null)
                                .forEach(one -> unlikeZeroAndOne.merge(one.code(), 1, Integer::sum));
                    }
                }
            }
        }
        // The comparison is about something: every fed indicator is often neither nothing nor full.
        assertThat(cards).isGreaterThan(500);
        assertThat(withBonus).isGreaterThan(100);
        assertThat(deducted.keySet())
                .containsExactly(
                        Adjustment.Kind.CRITICISM, Adjustment.Kind.OVERDUE_ORDER, Adjustment.Kind.FALSE_RECORD);
        assertThat(deducted.values()).allMatch(often -> often > 100);
        assertThat(vetoed).isGreaterThan(40);
        assertThat(capped).isGreaterThan(10);
        assertThat(otherByCalendar).isGreaterThan(ENOUGH);
        assertThat(byTargetsOfClass).isGreaterThan(100);
        assertThat(unlikeZeroAndOne.keySet())
                .containsExactly(
                        "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13",
                        "P14", "P15", "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11");
        assertThat(unlikeZeroAndOne.values()).allMatch(often -> often > 25);
    }

    @Test
    void the_cards_of_villages_that_are_merged_or_split_within_the_year_are_the_naive_ones() {
        int cards = 0;
        for (long seed = 1; seed <= SUCCESSIONS; seed++) {
            boolean isMerged = seed % 2 == 0;
            RandomYear.Story story = RandomYear.withSuccession(seed, SampleCounty.ZONE, isMerged);
            Random random = new Random(seed);
            List<Envelope<?>> told = ToldEvents.of(story.commands(), SampleCounty.ZONE);
            NaiveYear naive = new NaiveYear(story.commands(), story.year());
            LocalDate asOf = LocalDate.of(story.year(), 12, 31);
            for (String village : RandomYear.WITH_SUCCESSION) {
                List<Envelope<?>> facts = ofCounty(naive.county(village, asOf), told, random);
                Scorecard card = score(village, story.year(), asOf, Instant.MAX, facts);
                assertThat(shown(card))
                        .as("seed %d, %s, %s", seed, isMerged ? "merged" : "split", village)
                        .isEqualTo(shown(naive.card(village, asOf)));
                cards += card != null && card.ownDays() < 365 ? 1 : 0;
            }
        }
        assertThat(cards).as("cards of a part of the year").isGreaterThan(SUCCESSIONS * 2);
    }

    private static NaiveYear naive(int year, List<SampleCommand> commands, boolean isByClass) {
        NaiveYear naive = new NaiveYear(commands, year);
        return isByClass
                ? naive.withTeamTarget("MOUNTAIN", 6)
                        .withTeamTarget("HOLLOWED_OUT", 3)
                        .withVetoCap("5.00")
                        .withPartyShare(70)
                        .withCriticism(30)
                : naive;
    }

    /** Without the windows and programmes of other counties, in whatever order, some of them twice. */
    private static List<Envelope<?>> ofCounty(@Nullable String county, List<Envelope<?>> told, Random random) {
        List<Envelope<?>> facts = new ArrayList<>();
        for (Envelope<?> envelope : told) {
            if (!(envelope.data() instanceof AppliesBelow) || envelope.unitId().equals(county)) {
                facts.add(envelope);
                if (random.nextInt(20) == 0) {
                    facts.add(envelope);
                }
            }
        }
        Collections.shuffle(facts, random);
        return facts;
    }

    /** What an explanation shows of a track: its points and what is added or taken beside, not below nothing. */
    private static BigDecimal addedUp(Scorecard card, Track track) {
        BigDecimal sum = BigDecimal.ZERO;
        for (IndicatorResult one : card.indicators()) {
            BigDecimal points = one.points();
            sum = one.track() == track && points != null ? sum.add(points) : sum;
        }
        for (Adjustment one : card.adjustments()) {
            if (one.track() == track) {
                sum = one.kind() == Adjustment.Kind.BONUS ? sum.add(one.points()) : sum.subtract(one.points());
            }
        }
        return sum.max(BigDecimal.ZERO).setScale(4);
    }

    /** Whether S11 would be another one from Monday to Friday. */
    private static boolean isOtherByCalendar(Scorecard card, List<Envelope<?>> facts) {
        List<Envelope<?>> without = facts.stream()
                .filter(fact -> !(fact.data() instanceof WorkingCalendarEvent))
                .toList();
        return !Objects.equals(
                card.indicator("S11").ratio(),
                Objects.requireNonNull(score(card.unitId(), card.year(), card.asOf(), Instant.MAX, without))
                        .indicator("S11")
                        .ratio());
    }

    /**
     * Six members are enough in the mountains, three in a hollowed-out village; a veto caps at 5, which many reach; a criticism
     * takes more than an order that is two weeks overdue; seven tenths of the composite are of track P.
     */
    private static Scheme byClass() {
        try (InputStream json = Objects.requireNonNull(Scheme.class.getResourceAsStream("TOWNSHIP-DEFAULT.v1.json"))) {
            String targets = """
                "targetsByClass": [{"villageClass": "MOUNTAIN", "parameters": {"target": 6}},
                                   {"villageClass": "HOLLOWED_OUT", "parameters": {"target": 3}}],
                "policy": "team-strength\"""";
            return Scheme.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\"policy\": \"team-strength\"", targets)
                    .replace("\"partyShare\": 0.5", "\"partyShare\": 0.7")
                    .replace("\"vetoCap\": 59.99", "\"vetoCap\": 5.00")
                    .replace("\"criticism\": 2", "\"criticism\": 3"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Scorecard score(
            String village, int year, LocalDate asOf, Instant knownBy, List<Envelope<?>> facts) {
        return score(SCHEME, village, year, asOf, knownBy, facts);
    }

    private static @Nullable Scorecard score(
            Scheme scheme, String village, int year, LocalDate asOf, Instant knownBy, List<Envelope<?>> facts) {
        Optional<Scorecard> card = Scorer.score(scheme, village, year, SampleCounty.ZONE, asOf, knownBy, facts);
        return card.orElse(null);
    }

    private static Map<String, String> shown(@Nullable Scorecard card) {
        Map<String, String> shown = new TreeMap<>();
        if (card != null) {
            for (IndicatorResult one : card.indicators()) {
                BigDecimal points = one.points();
                shown.put(
                        one.code(),
                        points == null
                                ? one.status().name()
                                : one.effectiveWeight() + " × " + one.ratio() + " = " + points.toPlainString());
            }
            shown.put("party", card.party().toPlainString());
            shown.put("science", card.science().toPlainString());
            shown.put("composite", card.composite().toPlainString());
            shown.put("band", bandName(card));
            shown.put(
                    "deducted",
                    card.deductions().stream()
                            .map(Adjustment::points)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .setScale(1)
                            .toPlainString());
            shown.put("overdueOrders", String.valueOf(card.overdueOrders()));
        }
        return shown;
    }

    private static Map<String, String> shown(NaiveYear.@Nullable Card card) {
        Map<String, String> shown = new TreeMap<>();
        if (card != null) {
            card.lines()
                    .forEach((code, line) -> shown.put(
                            code,
                            line.status() == NaiveYear.Status.APPLIES
                                    ? line.effectiveWeight() + " × " + line.ratio() + " = "
                                            + Objects.requireNonNull(line.points())
                                    : line.status() == NaiveYear.Status.NOT_FED ? "NOT_FED" : "NOT_APPLICABLE"));
            shown.put("party", card.party().toPlainString());
            shown.put("science", card.science().toPlainString());
            shown.put("composite", card.composite().toPlainString());
            shown.put("band", card.band());
            shown.put("deducted", card.deducted().setScale(1).toPlainString());
            shown.put("overdueOrders", String.valueOf(card.overdueOrders()));
        }
        return shown;
    }

    private static String bandName(Scorecard card) {
        return switch (card.band()) {
            case EXCELLENT -> "优秀";
            case GOOD -> "良好";
            case PASS -> "合格";
            case FAIL -> "不合格";
        };
    }
}
