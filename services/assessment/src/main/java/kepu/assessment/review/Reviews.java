package kepu.assessment.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import kepu.assessment.award.Awards;
import kepu.assessment.facts.FactStore;
import kepu.assessment.review.ReviewController.ReviewView;
import kepu.assessment.review.YearReview.Honour;
import kepu.assessment.review.YearReview.Score;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.scorecard.Scorecards.CardOfYear;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.ranking.Ranking;
import kepu.assessment.scoring.ranking.TownshipRollUp;
import kepu.assessment.scoring.ranking.TownshipRollUp.Share;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.OrderEvent;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reviews a village, township or county over several years, by the live cards. Tracks of a township or county are the mean of
 * its ranked villages, each weighing as many days as it belonged there; all else is of the villages that stood there on the day
 * of reckoning.
 */
@Component
class Reviews {
    private static final int MOST_YEARS = 10;

    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final FactStore facts;
    private final ImportedYears importedYears;
    private final Awards awards;
    private final JsonMapper json;
    private final Clock clock;
    private final ZoneId zone;
    private final int yearsBack;
    private final int mostComputed;

    Reviews(
            UnitDirectory directory,
            Scorecards scorecards,
            FactStore facts,
            ImportedYears importedYears,
            Awards awards,
            JsonMapper json,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.assessment.years-back}") int yearsBack,
            @Value("${kepu.assessment.cards-computed-for-review}") int mostComputed) {
        this.directory = directory;
        this.scorecards = scorecards;
        this.facts = facts;
        this.importedYears = importedYears;
        this.awards = awards;
        this.json = json;
        this.clock = clock;
        this.zone = zone;
        this.yearsBack = yearsBack;
        this.mostComputed = mostComputed;
    }

    /**
     * @throws Rejection 404 {@code not-found}, 422 {@code no-review-of-this-kind}, {@code review-span}, {@code review-too-large}
     */
    ReviewView of(String unitId, int from, int to) {
        Unit unit = directory.find(unitId).orElseThrow(() -> Rejection.notFound("units", unitId));
        ImportedYears.requireReviewed(unit);
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (from > to || to - from >= MOST_YEARS || to > today.getYear()) {
            throw ReviewRejection.wrongSpan(MOST_YEARS);
        }
        Set<String> villages = new TreeSet<>(directory.everBelow(unitId, Set.of(Kind.VILLAGE)));
        List<Integer> own = IntStream.rangeClosed(from, to)
                .filter(year -> importedYears.hasFacts(villages, year))
                .boxed()
                .toList();
        int notKept = Math.toIntExact(
                own.stream().filter(year -> year < today.getYear() - yearsBack).count() * villages.size());
        if (notKept > mostComputed) {
            throw ReviewRejection.tooLarge(notKept, mostComputed);
        }
        Map<Integer, ImportedYear> imported = importedYears.held(unitId, from, to);
        View view = View.asOf(today);
        Tree units = directory.tree(villages, view);
        Set<String> honourable = new TreeSet<>(villages);
        honourable.add(unitId);
        Map<String, List<Envelope<?>>> demonstrations =
                own.isEmpty() ? Map.of() : facts.lasting(honourable, DemonstrationEvent.class);
        List<YearReview> years = new ArrayList<>();
        for (int year = from; year <= to; year++) {
            ImportedYear other = imported.get(year);
            YearReview computed = own.contains(year)
                    ? new ComputedYear(unit, year, view.reckoningDay(year), units, demonstrations)
                            .review(villages, other != null)
                    : null;
            if (computed != null) {
                years.add(computed);
            } else {
                years.add(other == null ? YearReview.unknown(year) : YearReview.of(other));
            }
        }
        return new ReviewView(unitId, unit.name(), unit.kind(), from, to, years, SchemeChange.between(years));
    }

    /** @param demonstrations by unit, read once for all years */
    private final class ComputedYear {
        private final Unit unit;
        private final int year;
        private final LocalDate reckoning;
        private final Tree units;
        private final Map<String, List<Envelope<?>>> demonstrations;

        ComputedYear(
                Unit unit, int year, LocalDate reckoning, Tree units, Map<String, List<Envelope<?>>> demonstrations) {
            this.unit = unit;
            this.year = year;
            this.reckoning = reckoning;
            this.units = units;
            this.demonstrations = demonstrations;
        }

        /** Null if no village has a card. */
        @Nullable
        YearReview review(Collection<String> villages, boolean importedBeside) {
            Map<String, CardOfYear> cards = new TreeMap<>(scorecards.cards(villages, year));
            List<String> here = cards.keySet().stream()
                    .filter(village -> isHere(village, reckoning))
                    .toList();
            if (here.isEmpty()) {
                return null;
            }
            Set<String> asked = new TreeSet<>(here);
            asked.add(unit.id());
            Map<String, List<Envelope<?>>> ofYear =
                    facts.ofFamilies(asked, year, List.of(OrderEvent.class, TitleEvent.class, NoticeEvent.class));
            Set<String> orders = new HashSet<>();
            here.forEach(village -> orders.addAll(standingOrders(ofYear.getOrDefault(village, List.of()))));
            // a village that has gone elsewhere counts, and is not named
            Access access = Access.current();
            Set<String> honoured = new TreeSet<>(Set.of(unit.id()));
            here.stream().filter(access::covers).forEach(honoured::add);
            List<Honour> honours = new ArrayList<>();
            for (String one : honoured) {
                List<Envelope<?>> its = new ArrayList<>(demonstrations.getOrDefault(one, List.of()));
                its.addAll(ofYear.getOrDefault(one, List.of()));
                honours.addAll(Honours.of(one, year, zone, its));
            }
            awards.signed(honoured, year)
                    .forEach(award -> honours.add(new Honour(
                            award.unitId(),
                            award.room() + "年终表扬（" + award.documentNumber() + "）",
                            null,
                            LocalDate.ofInstant(award.signedAt(), zone))));
            List<JsonNode> forms = here.stream()
                    .map(village -> json.readTree(
                            Objects.requireNonNull(cards.get(village)).json()))
                    .toList();
            return YearReview.computed(
                    year, importedBeside, score(cards, here.getFirst()), forms, honours, orders.size());
        }

        /** Those issued in the year that were not cancelled. */
        private static Set<String> standingOrders(List<Envelope<?>> ofYear) {
            Set<String> issued = new HashSet<>();
            Set<String> cancelled = new HashSet<>();
            for (Envelope<?> fact : ofYear) {
                switch (fact.data()) {
                    case OrderIssued order -> issued.add(order.orderId());
                    case OrderCancelled order -> cancelled.add(order.orderId());
                    default -> {} // what became of it
                }
            }
            issued.removeAll(cancelled);
            return issued;
        }

        private boolean isHere(String village, LocalDate day) {
            return units.above(village, unit.kind(), day)
                    .filter(above -> above.id().equals(unit.id()))
                    .isPresent();
        }

        /** @param here a village that stands here still: its county's scheme says what a mean is, and not that of one that left */
        private @Nullable Score score(Map<String, CardOfYear> cards, String here) {
            CardOfYear its = cards.get(unit.id());
            if (unit.kind() == Kind.VILLAGE) {
                return its == null ? null : score(its.card());
            }
            Scheme scheme = scorecards.inForce(here, year);
            List<Share> shares = cards.values().stream()
                    .map(CardOfYear::card)
                    .filter(card -> Ranking.isRanked(scheme, card))
                    .map(card -> new Share(card, daysHere(card)))
                    .toList();
            return TownshipRollUp.of(scheme, shares)
                    .map(mean -> new Score(mean.party(), mean.science(), mean.composite(), null))
                    .orElse(null);
        }

        private Score score(Scorecard card) {
            return new Score(card.party(), card.science(), card.composite(), card.band());
        }

        private int daysHere(Scorecard card) {
            int days = 0;
            for (LocalDate day = card.firstElapsedDay(); !day.isAfter(card.lastElapsedDay()); day = day.plusDays(1)) {
                days += isHere(card.unitId(), day) ? 1 : 0;
            }
            return days;
        }
    }
}
