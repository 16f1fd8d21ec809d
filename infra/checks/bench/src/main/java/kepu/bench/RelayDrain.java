package kepu.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kepu.bench.installation.BenchStore;
import kepu.defaults.Command;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.store.AggregateStore;
import kepu.embedded.EmbeddedBroker;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.context.ConfigurableApplicationContext;

/** How fast the relay empties full outboxes, beside a producer that sends the same records from memory. */
final class RelayDrain {
    /** Written and drained before anything is measured. */
    private static final int WARM_UP = 40_000;

    private static final int EVENTS = 40_000;
    private static final int WRITERS = 8;

    private RelayDrain() {}

    static void run(BenchStore.Choice choice, Path folder, PrintStream out) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
                BenchStore store = BenchStore.open(choice, folder.resolve("store"));
                ConfigurableApplicationContext service =
                        BareDefaults.start(broker.bootstrapServers(), store.uri(), store.database("relay"))) {
            OutboxRelay relay = service.getBean(OutboxRelay.class);
            AggregateStore aggregates = service.getBean(AggregateStore.class);
            write(aggregates, 0, WARM_UP);
            Waiting.until("the relay has warmed up", 1_000_000, () -> relay.pending() == 0);
            relay.stop();
            long begin = System.nanoTime();
            write(aggregates, WARM_UP, EVENTS);
            long written = System.nanoTime() - begin;

            begin = System.nanoTime();
            relay.start();
            Waiting.until("the relay empties the outboxes", 1_000_000, () -> relay.pending() == 0);
            long drained = System.nanoTime() - begin;

            long raw = raw(broker.bootstrapServers());
            out.println();
            out.printf("Relay: %,d aggregates with one event each; embedded broker%n", EVENTS);
            out.printf("  store: %s%n", store.description());
            out.printf("  commands stored by %d writers  %s%n", WRITERS, Updates.perSecond(EVENTS, written));
            out.printf("  relay drains the outboxes      %s%n", Updates.perSecond(EVENTS, drained));
            out.printf("  raw producer, same records     %s%n", Updates.perSecond(EVENTS, raw));
        }
    }

    private static void write(AggregateStore aggregates, int first, int count) {
        Command command = Command.internal(Clock.systemUTC(), "bench");
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = first; i < first + count; i++) {
                int number = i;
                writers.execute(() -> aggregates.create(
                        command,
                        new BenchUpdate("update-" + number, Updates.village(number), "科普挂图"),
                        update -> update.record(Updates.when(number))));
            }
        }
    }

    private static long raw(String bootstrap) {
        try (KafkaProducer<String, byte[]> producer = Updates.producer(bootstrap)) {
            var records = java.util.stream.IntStream.range(0, EVENTS)
                    .mapToObj(Updates::record)
                    .toList();
            producer.partitionsFor(records.getFirst().topic());
            long begin = System.nanoTime();
            Updates.send(producer, records.stream());
            return System.nanoTime() - begin;
        }
    }
}
