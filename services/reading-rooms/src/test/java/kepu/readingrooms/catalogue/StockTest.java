package kepu.readingrooms.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.Origin;
import kepu.contracts.readingrooms.StockTakeEvent.StockTaken;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.catalogue.Resource.Kind;
import kepu.readingrooms.catalogue.StockTake.Count;
import kepu.readingrooms.catalogue.StockTake.Reason;
import org.junit.jupiter.api.Test;

class StockTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-05T02:00:00Z");
    private static final String RICE = "isbn-9787109000018";
    private static final String BEES = "issn-03178471";

    private final Delivery first = delivery("d1", MARCH, rice(3), bees(1));

    private static Delivery.Line rice(int copies) {
        return new Delivery.Line(Resource.of(1, Kind.BOOK, "水稻种植", null, "9787109000018", null, Set.of()), copies);
    }

    private static Delivery.Line bees(int copies) {
        return new Delivery.Line(Resource.of(1, Kind.PERIODICAL, "养蜂", null, null, "03178471", Set.of()), copies);
    }

    private static Delivery delivery(String id, Instant at, Delivery.Line... lines) {
        return new Delivery(id, "v", Delivery.Content.of("r1", Origin.BOUGHT, List.of(lines)), at, "keeper-1");
    }

    private static StockTake taken(Instant at, Stock booked, Count... counts) {
        return new StockTake("s1", "v", StockTake.counted("r1", List.of(counts), booked), at, "keeper-1");
    }

    @Test
    void a_delivery_tells_its_titles_once_each_and_all_their_copies() {
        Delivery twice = delivery("d2", MARCH, rice(2), bees(1), rice(1));
        assertThat(twice.record())
                .isEqualTo(new DomainEvents(
                        MARCH, List.of(new DeliveryReceived("d2", "r1", Origin.BOUGHT, Set.of(RICE, BEES), 4)), null));
        assertThat(twice.content().titles()).isEqualTo(2);
        assertThat(twice.correct(first.content(), APRIL, "clerk-1").events())
                .containsExactly(new DeliveryCorrected("d2", "r1", Origin.BOUGHT, Set.of(RICE, BEES), 4, MARCH));
    }

    @Test
    void deliveries_look_the_same_by_their_titles_however_many_copies_came() {
        assertThat(first.likeness(delivery("d2", MARCH, bees(2), rice(9)).content()))
                .isEqualTo(first.likeness(first.content()));
        assertThat(first.likeness(delivery("d2", MARCH, bees(2)).content()))
                .isNotEqualTo(first.likeness(first.content()));
    }

    @Test
    void copies_add_up_and_what_was_counted_holds() {
        StockTake counted = taken(
                APRIL,
                Stock.of(List.of(first), List.of(), APRIL),
                new Count(RICE, 1, Reason.DAMAGED),
                new Count(BEES, 0, Reason.LOST));
        Delivery more = delivery("d2", MAY, rice(2));
        List<Delivery> deliveries = List.of(more, first);

        assertThat(Stock.of(deliveries, List.of(counted), MARCH).copies(RICE)).isEqualTo(3);
        Stock april = Stock.of(deliveries, List.of(counted), APRIL);
        assertThat(april.copies(RICE)).isEqualTo(1);
        assertThat(april.find(BEES)).isEmpty();
        Stock may = Stock.of(deliveries, List.of(counted), MAY);
        assertThat(may.copies(RICE)).isEqualTo(3);
        assertThat(may.holdings()).extracting(Stock.Holding::firstAdded).containsExactly(MARCH);
        assertThat(counted.content().losses()).extracting(StockTake.Loss::lost).containsExactly(2, 1);
        assertThat(counted.record().events()).containsExactly(new StockTaken("s1", "r1", Set.of(BEES)));
    }

    @Test
    void only_what_is_fewer_than_booked_is_a_loss() {
        Stock booked = Stock.of(List.of(first), List.of(), APRIL);
        assertThat(taken(APRIL, booked, new Count(RICE, 2, Reason.LOST))
                        .content()
                        .losses())
                .hasSize(1);
        assertRefused("nothing-lost", booked, new Count(RICE, 3, Reason.LOST));
        assertRefused("not-in-stock", booked, new Count("isbn-9787109000025", 0, Reason.LOST));
        assertRefused("counted-twice", booked, new Count(RICE, 2, Reason.LOST), new Count(RICE, 1, Reason.LOST));
        Stock before = Stock.of(List.of(first), List.of(), MARCH.minusMillis(1));
        assertRefused("not-in-stock", before, new Count(RICE, 0, Reason.LOST));
    }

    private static void assertRefused(String code, Stock booked, Count... counts) {
        assertThatThrownBy(() -> taken(APRIL, booked, counts))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
