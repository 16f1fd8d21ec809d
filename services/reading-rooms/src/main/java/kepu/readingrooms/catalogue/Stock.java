package kepu.readingrooms.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a room has at a moment, by resource id: deliveries add copies, and what a stock-take found holds, whatever the books
 * said before. Of what happened at the same time the stock-take comes last.
 */
final class Stock {
    /**
     * A resource of which there are copies.
     *
     * @param firstAdded when the room first got one
     */
    record Holding(Resource resource, int copies, Instant firstAdded) {}

    private record Entry(Instant at, int order, Runnable change) {}

    private final Map<String, Holding> holdings = new TreeMap<>();

    private Stock() {}

    /**
     * @param deliveries and {@code stockTakes} that hold, in whatever order
     * @param at what happened later does not matter
     */
    static Stock of(List<Delivery> deliveries, List<StockTake> stockTakes, Instant at) {
        Stock stock = new Stock();
        List<Entry> entries = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Instant came = delivery.occurredAt();
            entries.add(new Entry(came, 0, () -> delivery.content().all().forEach(line -> stock.add(line, came))));
        }
        for (StockTake taken : stockTakes) {
            entries.add(new Entry(
                    taken.occurredAt(), 1, () -> taken.content().losses().forEach(stock::count)));
        }
        entries.stream()
                .filter(entry -> !entry.at().isAfter(at))
                .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::order))
                .forEach(entry -> entry.change().run());
        return stock;
    }

    private void add(Delivery.Line line, Instant at) {
        holdings.merge(
                line.resource().id(),
                new Holding(line.resource(), line.copies(), at),
                (had, got) -> new Holding(had.resource(), had.copies() + got.copies(), had.firstAdded()));
    }

    private void count(StockTake.Loss loss) {
        holdings.computeIfPresent(
                loss.resourceId(), (_, had) -> new Holding(had.resource(), loss.found(), had.firstAdded()));
    }

    Optional<Holding> find(String resourceId) {
        return Optional.ofNullable(holdings.get(resourceId)).filter(holding -> holding.copies() > 0);
    }

    int copies(String resourceId) {
        return find(resourceId).map(Holding::copies).orElse(0);
    }

    /** In the order of their ids. */
    List<Holding> holdings() {
        return holdings.values().stream()
                .filter(holding -> holding.copies() > 0)
                .toList();
    }
}
