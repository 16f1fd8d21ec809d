package kepu.assessment.scoring.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import org.jspecify.annotations.Nullable;

/**
 * The facts of several villages as if they had been one all along: it begins with the first of them and does not end, has the
 * residents of all and every kind of venue that one of them has; the rest is as it was recorded.
 */
public final class MergedFacts {
    private static final Comparator<Envelope<?>> AS_IT_HAPPENED = Comparator.<Envelope<?>, Instant>comparing(
                    Envelope::occurredAt)
            .thenComparing(Envelope::epoch)
            .thenComparing(Envelope::sequence);

    private final String unitId;
    private final List<Envelope<?>> merged = new ArrayList<>();

    private MergedFacts(String unitId) {
        this.unitId = unitId;
    }

    /**
     * @param unitId of the one village
     * @param facts of all of them, and of their county
     * @param knownBy only what was recorded by then
     */
    public static List<Envelope<?>> of(String unitId, Collection<? extends Envelope<?>> facts, Instant knownBy) {
        MergedFacts all = new MergedFacts(unitId);
        List<Envelope<?>> inOrder = facts.stream()
                .<Envelope<?>>map(fact -> fact)
                .filter(fact -> !fact.recordedAt().isAfter(knownBy))
                .sorted(AS_IT_HAPPENED)
                .toList();
        all.add(inOrder);
        all.establish(inOrder);
        return all.merged;
    }

    private void add(List<Envelope<?>> inOrder) {
        Map<String, Integer> residents = new HashMap<>();
        Map<String, Set<VenueKind>> kinds = new HashMap<>();
        for (Envelope<?> fact : inOrder) {
            switch (fact.data()) {
                case AppliesBelow _ -> merged.add(fact);
                case ResidentsCounted counted -> {
                    residents.put(fact.unitId(), counted.residents());
                    int sum = residents.values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    merged.add(stated(fact, new ResidentsCounted(unitId, sum, null)));
                }
                case VenueKindsDeclared declared -> {
                    kinds.put(fact.unitId(), declared.venueKinds());
                    Set<VenueKind> either = new TreeSet<>();
                    kinds.values().forEach(either::addAll);
                    merged.add(stated(fact, new VenueKindsDeclared(unitId, either)));
                }
                case UnitEvent _ -> {}
                case DemonstrationAwarded awarded ->
                    merged.add(with(
                            fact,
                            new DemonstrationAwarded(
                                    awarded.demonstrationId(),
                                    awarded.level(),
                                    household(fact, awarded.householdNumber()),
                                    awarded.documentNumber(),
                                    awarded.validUntil())));
                case DemonstrationRenewed renewed ->
                    merged.add(with(
                            fact,
                            new DemonstrationRenewed(
                                    renewed.demonstrationId(),
                                    renewed.level(),
                                    household(fact, renewed.householdNumber()),
                                    renewed.documentNumber(),
                                    renewed.validUntil())));
                case UsageRecorded usage ->
                    merged.add(with(
                            fact,
                            new UsageRecorded(
                                    usage.roomId(),
                                    usage.date(),
                                    usage.source(),
                                    usage.reads(),
                                    usage.downloads(),
                                    usage.visits(),
                                    usage.readers().stream()
                                            .map(reader -> reader(fact, reader))
                                            .collect(Collectors.toSet()))));
                case LoanMade loan ->
                    merged.add(with(
                            fact,
                            new LoanMade(
                                    loan.loanId(),
                                    loan.roomId(),
                                    reader(fact, loan.readerId()),
                                    loan.resourceId(),
                                    loan.dueOn())));
                case LoanCorrected loan ->
                    merged.add(with(
                            fact,
                            new LoanCorrected(
                                    loan.loanId(),
                                    loan.roomId(),
                                    reader(fact, loan.readerId()),
                                    loan.resourceId(),
                                    loan.dueOn(),
                                    loan.previousOccurredAt())));
                case DomainEvent same -> merged.add(with(fact, same));
            }
        }
    }

    /** Its number is one of its village: two villages may have the same. */
    private static @Nullable String household(Envelope<?> fact, @Nullable String number) {
        return number == null ? null : fact.unitId() + ' ' + number;
    }

    /** A pseudonym is one reader's within a village. */
    private static String reader(Envelope<?> fact, String readerId) {
        return fact.unitId() + ' ' + readerId;
    }

    private void establish(List<Envelope<?>> inOrder) {
        Map<String, Envelope<?>> newest = new HashMap<>();
        for (Envelope<?> fact : inOrder) {
            if (fact.data() instanceof EstablishmentVersion) {
                newest.merge(fact.unitId(), fact, (one, other) -> isNewer(one, other) ? one : other);
            }
        }
        newest.values().stream()
                .min(Comparator.comparing(Envelope::occurredAt))
                .ifPresent(first -> merged.add(stated(first, new UnitEstablished(unitId, Kind.VILLAGE, unitId, null))));
    }

    private static boolean isNewer(Envelope<?> one, Envelope<?> other) {
        return one.epoch() == other.epoch() ? one.sequence() > other.sequence() : one.epoch() > other.epoch();
    }

    /** Of several at the same moment the one that is stated last holds. */
    private Envelope<?> stated(Envelope<?> fact, UnitEvent event) {
        String id = fact.id() + " of " + unitId;
        return new Envelope<>(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                unitId,
                fact.occurredAt(),
                fact.recordedAt(),
                1,
                merged.size() + 1L,
                unitId,
                fact.actor(),
                fact.correlationId(),
                null,
                null,
                event);
    }

    private Envelope<?> with(Envelope<?> fact, DomainEvent event) {
        return new Envelope<>(
                fact.id(),
                fact.subject(),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.epoch(),
                fact.sequence(),
                unitId,
                fact.actor(),
                fact.correlationId(),
                fact.causationId(),
                fact.traceparent(),
                event);
    }
}
