package kepu.defaults.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Counts what the service's {@link CachedGauges} beans name, again and again; NaN before the first time. */
final class CachedGaugesUpdater {
    private static final Logger log = LoggerFactory.getLogger(CachedGaugesUpdater.class);

    private final List<CachedGauges> censuses;
    private final Map<String, Long> counted = new ConcurrentHashMap<>();

    CachedGaugesUpdater(List<CachedGauges> censuses, MeterRegistry meters) {
        this.censuses = censuses;
        for (CachedGauges census : censuses) {
            for (CachedGauges.Number number : census.numbers()) {
                Gauge.builder(number.name(), () -> counted.get(number.name()))
                        .description(number.description())
                        .register(meters);
            }
        }
    }

    @Scheduled(fixedDelayString = "${kepu.census.every}")
    void countAll() {
        for (CachedGauges census : censuses) {
            try {
                counted.putAll(census.count().get());
            } catch (RuntimeException e) { // the last numbers stand meanwhile
                log.warn("{} could not be counted: {}", census.numbers(), e.toString());
            }
        }
    }
}
