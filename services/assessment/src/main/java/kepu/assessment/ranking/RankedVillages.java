package kepu.assessment.ranking;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import kepu.assessment.ranking.RankingController.EntryView;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.access.Access;
import kepu.defaults.list.ComputedList;
import kepu.defaults.list.ListAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The lines of rankings, one county behind the other: of one county or township, or of all that a caller reaches. */
@Component
public class RankedVillages {
    private final RankVillages rankVillages;
    private final Scorecards scorecards;
    private final UnitDirectory directory;

    RankedVillages(RankVillages rankVillages, Scorecards scorecards, UnitDirectory directory) {
        this.rankVillages = rankVillages;
        this.scorecards = scorecards;
        this.directory = directory;
    }

    /**
     * What a caller asks for.
     *
     * @param unitId a county or township; without it, all within reach
     */
    public record Asked(
            Optional<String> unitId,
            int year,
            Optional<LocalDate> asOf,
            Optional<Instant> knownBy,
            @Nullable String cursor,
            @Nullable Integer limit) {
        String narrowed() {
            return String.join(
                    " ",
                    unitId.orElse(""),
                    Integer.toString(year),
                    asOf.map(LocalDate::toString).orElse(""),
                    knownBy.map(Instant::toString).orElse(""));
        }
    }

    /**
     * A village's line with the place in which it is ranked.
     *
     * @param placeId its county; where there is none, its township
     */
    public record Line(
            String placeId,
            int year,
            LocalDate asOf,
            @JsonUnwrapped EntryView entry) {
        public String unitId() {
            return entry.unitId();
        }

        public String name() {
            return entry.name();
        }

        public String townshipId() {
            return entry.townshipId();
        }

        public BigDecimal party() {
            return entry.party();
        }

        public BigDecimal science() {
            return entry.science();
        }
    }

    ListAnswer<Line> lines(Asked asked, Locale locale) {
        return answer("rankings", asked, locale, (_, lines) -> lines, Line::unitId);
    }

    /**
     * What is made of the lines of each place.
     *
     * @param name of the file
     * @param made of a county's id and its lines; the id is that of the township where there is no county
     * @param key of what is made, unique within a place
     */
    public <V> ListAnswer<V> answer(
            String name,
            Asked asked,
            Locale locale,
            BiFunction<String, List<Line>, List<V>> made,
            Function<V, String> key) {
        asked.unitId().ifPresent(Access.current()::require);
        View view = scorecards.view(asked.asOf(), asked.knownBy());
        List<String> places = asked.unitId().map(List::of).orElseGet(this::places);
        Function<String, List<V>> of = place -> {
            String county = countyOf(place, view.reckoningDay(asked.year()), view);
            return made.apply(
                    county,
                    rankVillages.entries(place, asked.year(), view, locale).stream()
                            .map(entry -> new Line(county, asked.year(), view.asOf(), entry))
                            .toList());
        };
        return new ComputedList<>(name, asked.narrowed(), places, of, key).answer(asked.cursor(), asked.limit());
    }

    private String countyOf(String place, LocalDate day, View view) {
        return directory
                .tree(List.of(place), view)
                .above(place, Kind.COUNTY, day)
                .map(Unit::id)
                .orElse(place);
    }

    /** All counties that the caller reaches, and townships of others. */
    private List<String> places() {
        Access access = Access.current();
        if (access.everywhere()) {
            return directory.counties();
        }
        Map<String, Unit> roots = directory.find(access.roots());
        Set<String> counties = new HashSet<>();
        roots.values().stream().filter(unit -> unit.kind() == Kind.COUNTY).forEach(unit -> counties.add(unit.id()));
        Stream<String> townships = roots.values().stream()
                .filter(unit -> unit.kind() == Kind.TOWNSHIP)
                .filter(unit -> unit.parents().stream().noneMatch(parent -> counties.contains(parent.unitId())))
                .map(Unit::id);
        return Stream.concat(counties.stream(), townships).sorted().toList();
    }
}
