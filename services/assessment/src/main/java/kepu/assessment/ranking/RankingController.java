package kepu.assessment.ranking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.access.AllowAnyRole;
import kepu.assessment.ranking.RankedVillages.Asked;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.ranking.Ranking;
import kepu.assessment.scoring.ranking.TownshipRollUp;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rankings over HTTP. The events of {@code after} are in by the time a method is called. */
@RestController
@RequestMapping("/api/v1/assessment/rankings")
class RankingController {
    private final RankVillages rankVillages;
    private final RankedVillages rankedVillages;

    RankingController(RankVillages rankVillages, RankedVillages rankedVillages) {
        this.rankVillages = rankVillages;
        this.rankedVillages = rankedVillages;
    }

    /**
     * A ranking.
     *
     * @param scheme by which its cards were computed
     * @param excellentPlaces how many of the county's villages may be 优秀; absent: no quota
     */
    record RankingView(
            String unitId,
            String name,
            int year,
            LocalDate asOf,
            String scheme,
            int schemeVersion,
            @Nullable Integer excellentPlaces,
            List<EntryView> entries,
            List<TownshipView> townships) {}

    /** A unit's line; {@code rank} is its place in the county and absent if it is unranked. */
    record EntryView(
            String unitId,
            String name,
            String townshipId,
            BigDecimal party,
            BigDecimal science,
            BigDecimal composite,
            Band band,
            @Nullable Integer rank,
            @Nullable Integer townshipRank,
            @Nullable String unrankedReason,
            @Nullable String bandReason) {

        static EntryView of(Ranking.Entry entry, Scorecard card, String name, Locale locale) {
            return new EntryView(
                    entry.unitId(),
                    name,
                    entry.townshipId(),
                    shown(card.party()),
                    shown(card.science()),
                    entry.composite(),
                    entry.band(),
                    entry.rank(),
                    entry.townshipRank(),
                    remarks(entry, Ranking.Remark::isOfPlace, locale),
                    remarks(entry, remark -> !remark.isOfPlace(), locale));
        }

        private static @Nullable String remarks(Ranking.Entry entry, Predicate<Ranking.Remark> wanted, Locale locale) {
            boolean english = locale.getLanguage().equals("en");
            String all = entry.remarks().stream()
                    .filter(wanted)
                    .map(remark -> english ? remark.text().en() : remark.text().zh())
                    .collect(Collectors.joining(english ? "; " : "；"));
            return all.isEmpty() ? null : all;
        }
    }

    /** What a township's ranked villages come to. */
    record TownshipView(
            String unitId, String name, int villages, BigDecimal party, BigDecimal science, BigDecimal composite) {

        static TownshipView of(Unit township, TownshipRollUp rollUp) {
            return new TownshipView(
                    township.id(),
                    township.name(),
                    rollUp.villages(),
                    shown(rollUp.party()),
                    shown(rollUp.science()),
                    rollUp.composite());
        }
    }

    /** Of villages, or with {@code appliesTo} of departments or townships; with {@code scheme} as if that one were in force. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/{unitId}/{year}")
    RankingView ranking(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam Optional<Subject> appliesTo,
            @RequestParam Optional<String> scheme,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after,
            Locale locale) {
        return rankVillages.handle(
                new RankVillages.Wanted(
                        unitId, year.getValue(), appliesTo.orElse(Subject.VILLAGE), asOf, knownBy, scheme),
                locale);
    }

    /**
     * The lines of the rankings of a county or township, or of all counties within reach, county by county; as a file all of
     * them, computed while it is written. Each page is of its own moment: with {@code asOf} and {@code knownBy} no place moves
     * meanwhile.
     */
    @AllowAnyRole
    @GetMapping
    ListAnswer<RankedVillages.Line> rankings(
            @RequestParam Year year,
            @RequestParam(required = false) @Text(max = 24) @Nullable String unitId,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam(required = false) @Text(max = 500) @Nullable String cursor,
            @RequestParam(required = false) @Min(1) @Max(100) @Nullable Integer limit,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after,
            Locale locale) {
        return rankedVillages.lines(
                new Asked(Optional.ofNullable(unitId), year.getValue(), asOf, knownBy, cursor, limit), locale);
    }

    private static BigDecimal shown(BigDecimal track) {
        return track.setScale(2, RoundingMode.HALF_UP);
    }
}
