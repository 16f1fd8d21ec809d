package kepu.assessment.intake;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kepu.access.AllowAnyRole;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.defaults.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How many records on Kafka no score includes yet, those of units that are held up among them. Events that are still in an
 * outbox do not count: to wait for one's own write, use {@code ?after=<event id>}.
 */
@RestController
class FreshnessController {
    private static final Logger log = LoggerFactory.getLogger(FreshnessController.class);

    private final RecordsBehind records;
    private final HeldUpUnits heldUp;

    FreshnessController(RecordsBehind records, HeldUpUnits heldUp) {
        this.records = records;
        this.heldUp = heldUp;
    }

    /** @param behind records on the topics that no score includes yet; events still in an outbox do not count */
    record FreshnessView(long behind) {}

    @AllowAnyRole
    @GetMapping("/api/v1/assessment/freshness")
    FreshnessView freshness() {
        try {
            long behind = records.count();
            return new FreshnessView(behind + heldUp.events());
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Kafka does not say how far scoring is behind: {}", e.toString());
            throw new Rejection(503, "kafka-unavailable");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection(503, "kafka-unavailable");
        }
    }
}
