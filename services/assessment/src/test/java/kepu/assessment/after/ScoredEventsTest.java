package kepu.assessment.after;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.Story;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.defaults.access.Access;
import kepu.defaults.consume.ReceivedEvent;
import org.junit.jupiter.api.Test;

/** With a store in which nothing ever becomes scored: who is let in was told so by the instance that scores. */
class ScoredEventsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TOWNSHIP = "990301201";
    private static final String VILLAGE = "990301201201";

    private final AtomicInteger asked = new AtomicInteger();
    private final ScoredEvents events = new ScoredEvents((ids, _) -> {
        asked.incrementAndGet();
        return ids;
    });
    private final List<Envelope<?>> told = Story.ofVillage(VILLAGE, TOWNSHIP).events();

    @Test
    void who_waits_where_the_event_is_scored_is_let_in_whatever_the_store_says_yet() {
        CompletableFuture<Set<String>> pending = waiting(VILLAGE, LONG, told.getFirst());

        events.scored(received(told.getLast(), told.getFirst()));

        assertThat(pending.join()).isEmpty();
    }

    @Test
    void who_waits_for_two_events_is_not_let_in_after_one() {
        CompletableFuture<Set<String>> pending = waiting(VILLAGE, LONG, told.getFirst(), told.getLast());

        events.scored(received(told.getFirst()));
        int before = asked.get();
        await().until(() -> asked.get() > before);
        assertThat(pending).isNotDone();
        events.scored(received(told.getLast()));

        assertThat(pending.join()).isEmpty();
    }

    @Test
    void an_event_of_a_unit_out_of_reach_lets_nobody_in() {
        CompletableFuture<Set<String>> pending = waiting("990301201202", Duration.ofMillis(300), told.getFirst());

        events.scored(received(told.getFirst()));

        assertThat(pending.join()).containsExactly(id(told.getFirst()));
    }

    /** Once it has asked the store. */
    private CompletableFuture<Set<String>> waiting(String reach, Duration longest, Envelope<?>... awaited) {
        Access access = new Access(Set.of(reach), _ -> List.of(), Clock.systemUTC());
        Set<String> ids = Stream.of(awaited).map(ScoredEventsTest::id).collect(Collectors.toSet());
        CompletableFuture<Set<String>> pending = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                pending.complete(events.await(ids, access, longest));
            } catch (Throwable e) {
                pending.completeExceptionally(e);
            }
        });
        await().until(() -> asked.get() > 0);
        return pending;
    }

    private static String id(Envelope<?> event) {
        return event.id().toString();
    }

    private static List<ReceivedEvent> received(Envelope<?>... events) {
        return Stream.of(events)
                .map(event -> new ReceivedEvent(event, EventCodec.encode(event), 0, 0))
                .toList();
    }
}
