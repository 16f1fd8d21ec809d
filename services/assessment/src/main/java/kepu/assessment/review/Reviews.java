package kepu.assessment.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.review.ReviewController.ReviewView;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.list.ListAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reviews a village, township or county over several years: those of which the system has facts are computed, others may have
 * been imported.
 */
@Component
class Reviews {
    private static final int MOST_YEARS = 10;

    private final UnitDirectory directory;
    private final ImportedYears importedYears;
    private final ComputedYears computedYears;
    private final Clock clock;
    private final ZoneId zone;
    private final int yearsBack;
    private final int mostComputed;

    Reviews(
            UnitDirectory directory,
            ImportedYears importedYears,
            ComputedYears computedYears,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.assessment.years-back}") int yearsBack,
            @Value("${kepu.assessment.cards-computed-for-review}") int mostComputed) {
        this.directory = directory;
        this.importedYears = importedYears;
        this.computedYears = computedYears;
        this.clock = clock;
        this.zone = zone;
        this.yearsBack = yearsBack;
        this.mostComputed = mostComputed;
    }

    /**
     * @throws Rejection 404 {@code not-found}, 422 {@code no-review-of-this-kind}, {@code review-span}, {@code review-too-large}
     */
    ReviewView of(String unitId, int from, int to) {
        Asked asked = ask(unitId, from, to);
        List<YearReview> years = years(asked, from, to);
        return new ReviewView(
                unitId, asked.unit().name(), asked.unit().kind(), from, to, years, SchemeChange.between(years));
    }

    /**
     * A review as a table: each page has as many years as may be computed at once, a file has all of them.
     *
     * @param cursor the year with which the page begins
     * @param rows of a year
     * @throws Rejection as of a whole one, but that a single year alone may be too large; 422 {@code invalid-cursor}
     */
    <V> ListAnswer<V> table(
            String name,
            String unitId,
            int from,
            int to,
            @Nullable String cursor,
            Function<YearReview, Stream<V>> rows) {
        Asked asked = ask(unitId, from, to);
        int first = cursor == null ? from : yearOf(cursor, from, to);
        int last = first;
        while (last < to && cardsToCompute(asked, first, last + 1) <= mostComputed) {
            last++;
        }
        String next = last < to ? String.valueOf(last + 1) : null;
        return new ListAnswer<>(
                years(asked, first, last).stream().flatMap(rows).toList(),
                next,
                name,
                next == null ? null : () -> table(name, unitId, from, to, next, rows));
    }

    private static int yearOf(String cursor, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .filter(year -> String.valueOf(year).equals(cursor))
                .findFirst()
                .orElseThrow(() -> SharedRefusal.INVALID_CURSOR.with());
    }

    /**
     * What a review is about.
     *
     * @param villages that were ever below the unit
     * @param own years that belong to the system, as it has facts of them
     */
    private record Asked(Unit unit, Set<String> villages, Set<Integer> own) {}

    private Asked ask(String unitId, int from, int to) {
        Unit unit = directory.find(unitId).orElseThrow(() -> Rejection.notFound("units", unitId));
        ImportedYears.requireReviewed(unit);
        if (from > to || to - from >= MOST_YEARS || to > today().getYear()) {
            throw ReviewRejection.wrongSpan(MOST_YEARS);
        }
        Set<String> villages = new TreeSet<>(directory.everBelow(unitId, Set.of(Kind.VILLAGE)));
        Set<Integer> own = IntStream.rangeClosed(from, to)
                .filter(year -> importedYears.hasFacts(villages, year))
                .boxed()
                .collect(Collectors.toSet());
        return new Asked(unit, villages, own);
    }

    /** Of years whose cards are not kept. */
    private int cardsToCompute(Asked asked, int from, int to) {
        int firstKept = today().getYear() - yearsBack;
        long years = asked.own().stream()
                .filter(year -> year >= from && year <= to && year < firstKept)
                .count();
        return Math.toIntExact(years * asked.villages().size());
    }

    private List<YearReview> years(Asked asked, int from, int to) {
        int cards = cardsToCompute(asked, from, to);
        if (cards > mostComputed) {
            throw ReviewRejection.tooLarge(cards, mostComputed);
        }
        Map<Integer, ImportedYear> imported = importedYears.held(asked.unit().id(), from, to);
        ComputedYears.Place place = computedYears.place(asked.unit(), asked.villages(), View.asOf(today()));
        List<YearReview> years = new ArrayList<>();
        for (int year = from; year <= to; year++) {
            ImportedYear other = imported.get(year);
            YearReview computed = asked.own().contains(year) ? computedYears.review(place, year, other != null) : null;
            if (computed != null) {
                years.add(computed);
            } else {
                years.add(other == null ? YearReview.unknown(year) : YearReview.of(other));
            }
        }
        return years;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}
