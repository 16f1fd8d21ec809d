package kepu.assessment.review;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kepu.assessment.award.Awards;
import kepu.assessment.facts.FactStore;
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
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reviews a year by its live cards. Tracks of a township or county are the mean of its ranked villages, each weighing as many
 * days as it belonged there; all else is of the villages that stood there on the day of reckoning.
 */
@Component
class ComputedYears {
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final FactStore facts;
    private final Awards awards;
    private final JsonMapper json;
    private final ZoneId zone;

    ComputedYears(
            UnitDirectory directory,
            Scorecards scorecards,
            FactStore facts,
            Awards awards,
            JsonMapper json,
            ZoneId zone) {
        this.directory = directory;
        this.scorecards = scorecards;
        this.facts = facts;
        this.awards = awards;
        this.json = json;
        this.zone = zone;
    }

    /**
     * A unit with all that does not depend on the year, read once for all of them.
     *
     * @param villages that were ever below it
     * @param demonstrations by unit
     */
    record Place(
            Unit unit, Set<String> villages, View view, Tree units, Map<String, List<Envelope<?>>> demonstrations) {
        boolean holds(String village, LocalDate day) {
            return units.above(village, unit.kind(), day)
                    .filter(above -> above.id().equals(unit.id()))
                    .isPresent();
        }
    }

    Place place(Unit unit, Set<String> villages, View view) {
        Set<String> honourable = new TreeSet<>(villages);
        honourable.add(unit.id());
        return new Place(
                unit,
                villages,
                view,
                directory.tree(villages, view),
                facts.lasting(honourable, DemonstrationEvent.class));
    }

    /** Null if no village has a card. */
    @Nullable
    YearReview review(Place place, int year, boolean importedBeside) {
        Map<String, CardOfYear> cards = new TreeMap<>(scorecards.cards(place.villages(), year));
        LocalDate reckoning = place.view().reckoningDay(year);
        Unit unit = place.unit();
        List<String> here = cards.keySet().stream()
                .filter(village -> place.holds(village, reckoning))
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
            List<Envelope<?>> its = new ArrayList<>(place.demonstrations().getOrDefault(one, List.of()));
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
                .map(village ->
                        json.readTree(Objects.requireNonNull(cards.get(village)).json()))
                .toList();
        Score score = score(place, year, cards, here);
        return YearReview.computed(year, importedBeside, score, forms, honours, orders.size());
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

    /**
     * @param here the villages that stand here still: their county's scheme says what a mean is. Whether one that has left is
     *     ranked is for the county to which it went.
     */
    private @Nullable Score score(Place place, int year, Map<String, CardOfYear> cards, List<String> here) {
        Unit unit = place.unit();
        CardOfYear its = cards.get(unit.id());
        if (unit.kind() == Kind.VILLAGE) {
            return its == null ? null : score(its.card());
        }
        Scheme scheme = scorecards.inForce(here.getFirst(), year);
        Set<String> stay = Set.copyOf(here);
        List<Share> shares = cards.values().stream()
                .map(CardOfYear::card)
                .filter(card -> Ranking.isRanked(
                        stay.contains(card.unitId()) ? scheme : scorecards.inForce(card.unitId(), year), card))
                .map(card -> new Share(card, daysHere(place, card)))
                .toList();
        return TownshipRollUp.of(scheme, shares)
                .map(mean -> new Score(mean.party(), mean.science(), mean.composite(), null))
                .orElse(null);
    }

    private static Score score(Scorecard card) {
        return new Score(card.party(), card.science(), card.composite(), card.band());
    }

    private static int daysHere(Place place, Scorecard card) {
        int days = 0;
        for (LocalDate day = card.firstElapsedDay(); !day.isAfter(card.lastElapsedDay()); day = day.plusDays(1)) {
            days += place.holds(card.unitId(), day) ? 1 : 0;
        }
        return days;
    }
}
