package kepu.assessment.scorecard;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.supervision.Veto;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.assessment.ScorecardEvent.ScorecardChanged;
import kepu.contracts.assessment.ScorecardEvent.ScorecardRetracted;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.NotAudited;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.mongodb.core.mapping.Document;

/** The current card of a unit's year; publishes every change and its end. */
@NotAudited
@Document("scorecards")
@Listed(
        by = {"year", "band", "scheme"},
        without = {"canonical", "json"})
class StoredCard extends Aggregate {
    private final int year;
    private @Nullable String scheme;
    private int schemeVersion;
    private @Nullable String asOf;
    private @Nullable String firstDay;
    private int ownDays;
    private int elapsedDays;
    private @Nullable String party;
    private @Nullable String science;
    private @Nullable String composite;
    private @Nullable Band band;
    private @Nullable String canonical;
    private @Nullable String json;

    /** Track, kind and points of each, as a ranking asks for them. */
    private @Nullable List<String> deductions;

    private boolean vetoed;

    /** A card that an earlier version stored does not say it. */
    private @Nullable Integer overdueOrders;

    /** See {@link kepu.defaults.store.AggregateStore#updateAll}. */
    @ReadOnlyProperty
    private @Nullable Long fence;

    StoredCard(String id, String unitId, int year) {
        super(id, unitId);
        this.year = year;
    }

    static String id(VillageYear villageYear) {
        return villageYear.unitId() + ':' + villageYear.year();
    }

    /**
     * Takes over a newly computed card.
     *
     * @param newCanonical its canonical form; without a change of it nothing is published
     * @param newJson its form for people
     */
    DomainEvents update(Scorecard card, String newCanonical, String newJson, Instant now) {
        if (newCanonical.equals(canonical) && Objects.equals(overdueOrders, card.overdueOrders())) {
            return raise(now);
        }
        scheme = card.scheme();
        schemeVersion = card.schemeVersion();
        asOf = card.asOf().toString();
        firstDay = card.firstDay().toString();
        ownDays = card.ownDays();
        elapsedDays = card.elapsedDays();
        party = card.party().toPlainString();
        science = card.science().toPlainString();
        composite = card.composite().toPlainString();
        band = card.band();
        canonical = newCanonical;
        json = newJson;
        deductions = card.deductions().stream()
                .map(one -> one.track() + " " + one.kind() + " " + one.points().toPlainString())
                .toList();
        vetoed = card.veto() != null;
        overdueOrders = card.overdueOrders();
        return raise(
                now,
                new ScorecardChanged(
                        card.scheme(),
                        card.schemeVersion(),
                        year,
                        card.asOf(),
                        card.party(),
                        card.science(),
                        card.composite(),
                        card.band()));
    }

    /** Ends the card as of a day. Its content is removed, its sequence stays. */
    DomainEvents retract(LocalDate day, Instant now) {
        if (!exists()) {
            return raise(now);
        }
        scheme = null;
        schemeVersion = 0;
        asOf = null;
        firstDay = null;
        ownDays = 0;
        elapsedDays = 0;
        party = null;
        science = null;
        composite = null;
        band = null;
        canonical = null;
        json = null;
        deductions = null;
        vetoed = false;
        overdueOrders = null;
        return raise(now, new ScorecardRetracted(year, day));
    }

    @Nullable
    Long fence() {
        return fence;
    }

    /** Whether there is a card; if not, it was retracted. */
    boolean exists() {
        return canonical != null;
    }

    /** The card without its indicators and bonus. */
    Scorecard summary() {
        LocalDate day = LocalDate.parse(requireNonNull(asOf));
        LocalDate yearEnd = LocalDate.of(year, 12, 31);
        return new Scorecard(
                unitId(),
                requireNonNull(scheme),
                schemeVersion,
                year,
                day,
                day.isBefore(yearEnd) ? day : yearEnd,
                LocalDate.parse(requireNonNull(firstDay)),
                ownDays,
                elapsedDays,
                List.of(),
                storedDeductions(),
                new BigDecimal(requireNonNull(party)),
                new BigDecimal(requireNonNull(science)),
                new BigDecimal(requireNonNull(composite)),
                requireNonNull(band),
                vetoed ? Veto.WITHOUT_REASON : null,
                overdueOrders == null ? overdueDeductions() : overdueOrders);
    }

    private int overdueDeductions() {
        return Math.toIntExact(storedDeductions().stream()
                .filter(one -> one.kind() == Adjustment.Kind.OVERDUE_ORDER)
                .count());
    }

    /** A card that an earlier version stored has none. */
    private List<Adjustment> storedDeductions() {
        return deductions == null
                ? List.of()
                : deductions.stream()
                        .map(one -> one.split(" "))
                        .map(one -> new Adjustment(
                                Track.valueOf(one[0]), Adjustment.Kind.valueOf(one[1]), new BigDecimal(one[2])))
                        .toList();
    }

    VillageYear villageYear() {
        return new VillageYear(unitId(), year);
    }

    int year() {
        return year;
    }

    boolean isAsOf(LocalDate day) {
        return day.toString().equals(asOf);
    }

    @Nullable
    String json() {
        return json;
    }
}
