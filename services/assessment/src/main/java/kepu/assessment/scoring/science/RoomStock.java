package kepu.assessment.scoring.science;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.DomainEvent;
import kepu.contracts.readingrooms.DeliveryEvent;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryWithdrawn;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.readingrooms.StockTakeEvent;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeCorrected;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeWithdrawn;
import kepu.contracts.readingrooms.StockTakeEvent.StockTaken;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * S02 资源更新: distinct titles in stock on the day of reckoning, and titles that the unit first got in the period. A title that
 * was missing once and came again is not new.
 */
record RoomStock(int titles, BigFraction titlePoints, int newTitles, BigFraction newPoints) implements Policy {
    RoomStock(Parameters parameters) {
        this(
                parameters.positive("titles"),
                parameters.fraction("titlePoints"),
                parameters.positive("newTitles"),
                parameters.fraction("newPoints"));
    }

    private record Delivered(String roomId, Set<String> resources) {}

    private record InRoom(String roomId, String resource) {}

    @Override
    public LocalizedText formula() {
        String ofStock = Fractions.plain(titlePoints);
        String ofNew = Fractions.plain(newPoints);
        String all = Fractions.plain(titlePoints.add(newPoints));
        return new LocalizedText(
                "(" + ofStock + "×min(1, 在藏种数 ÷ " + titles + ")+ " + ofNew + "×min(1, 当年首次入藏种数 ÷ " + newTitles + "))÷ "
                        + all + "；新增种数按存续天数折算；失而复得的不算新增",
                "(" + ofStock + " × min(1, titles in stock ÷ " + titles + ") + " + ofNew
                        + " × min(1, titles first added in the year ÷ " + newTitles + ")) ÷ " + all
                        + "; the new ones are pro rata of the own days; a title that was missing and came again is not new");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Map<InRoom, Instant> came = new HashMap<>();
        Map<String, LocalDate> firstAdded = new HashMap<>();
        for (DatedEvent<DeliveryEvent> fact : upToReckoning(DeliveryEvent.class, unit, evidence)) {
            Delivered delivered = delivered(fact.data());
            for (String resource : delivered.resources()) {
                came.put(
                        new InRoom(delivered.roomId(), resource),
                        fact.envelope().occurredAt());
                firstAdded.putIfAbsent(resource, fact.date());
            }
            evidence.counts(fact);
        }
        for (DatedEvent<StockTakeEvent> fact : upToReckoning(StockTakeEvent.class, unit, evidence)) {
            Delivered missing = missing(fact.data());
            for (String resource : missing.resources()) {
                InRoom held = new InRoom(missing.roomId(), resource);
                Instant last = came.get(held);
                if (last != null && !last.isAfter(fact.envelope().occurredAt())) {
                    came.remove(held);
                }
            }
            evidence.counts(fact);
        }
        Set<String> retired = retired(unit, evidence);
        Set<String> inStock = new HashSet<>();
        came.keySet().stream()
                .filter(held -> !retired.contains(held.roomId()))
                .forEach(held -> inStock.add(held.resource()));
        int added = Math.toIntExact(
                firstAdded.values().stream().filter(unit.elapsed()::contains).count());
        BigFraction target = unit.proRata(newTitles);
        BigFraction points = Fractions.capped(BigFraction.of(inStock.size(), titles))
                .multiply(titlePoints)
                .add(Fractions.capped(BigFraction.of(added).divide(target)).multiply(newPoints));
        return PolicyResult.of(
                points.divide(titlePoints.add(newPoints)),
                new FormulaNumbers()
                        .put("titlesInStock", inStock.size())
                        .put("titles", titles)
                        .put("firstAdded", added)
                        .put("newTitlesTarget", target)
                        .put("titlePoints", titlePoints)
                        .put("newPoints", newPoints),
                evidence);
    }

    /** In the order in which they happened. */
    private static <E extends DomainEvent> List<DatedEvent<E>> upToReckoning(
            Class<E> family, UnitYear unit, Evidence evidence) {
        return unit.held(family, fact -> !fact.date().isAfter(unit.reckoningDay()), evidence);
    }

    private static Set<String> retired(UnitYear unit, Evidence evidence) {
        Set<String> retired = new HashSet<>();
        for (DatedEvent<RoomEvent> fact : unit.facts().of(RoomEvent.class)) {
            if (fact.data() instanceof RoomRetired room && !fact.date().isAfter(unit.reckoningDay())) {
                retired.add(room.roomId());
                evidence.counts(fact);
            }
        }
        return retired;
    }

    private static Delivered delivered(DeliveryEvent event) {
        return switch (event) {
            case DeliveryReceived received -> new Delivered(received.roomId(), received.resources());
            case DeliveryCorrected corrected -> new Delivered(corrected.roomId(), corrected.resources());
            case DeliveryWithdrawn _ -> throw new IllegalStateException("withdrawn: " + event);
        };
    }

    private static Delivered missing(StockTakeEvent event) {
        return switch (event) {
            case StockTaken taken -> new Delivered(taken.roomId(), taken.missingResources());
            case StockTakeCorrected corrected -> new Delivered(corrected.roomId(), corrected.missingResources());
            case StockTakeWithdrawn _ -> throw new IllegalStateException("withdrawn: " + event);
        };
    }
}
