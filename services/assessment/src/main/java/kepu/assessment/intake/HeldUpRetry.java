package kepu.assessment.intake;

import java.util.Map;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.heldup.HeldUpUnits.HeldUp;
import kepu.assessment.intake.RecordsOnKafka.Chunk;
import kepu.defaults.failure.TemporaryFailure;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tries units that are held up again, with growing pauses, until their cards include every event. */
@Component
class HeldUpRetry {
    private static final Logger log = LoggerFactory.getLogger(HeldUpRetry.class);

    private final HeldUpUnits heldUp;
    private final RecordsOnKafka records;
    private final FactEventListener listener;

    HeldUpRetry(HeldUpUnits heldUp, RecordsOnKafka records, FactEventListener listener) {
        this.heldUp = heldUp;
        this.records = records;
        this.listener = listener;
    }

    @Scheduled(fixedDelayString = "${kepu.assessment.held-up.every}")
    void tryAgain() {
        for (HeldUp unit : heldUp.due()) {
            try {
                tryAgain(unit);
            } catch (RuntimeException e) {
                if (TemporaryFailure.isBehind(e)) {
                    log.warn("{} is still held up and could not be tried again: {}", unit.unitId(), e.toString());
                } else {
                    heldUp.failedAgain(unit, e);
                }
            }
        }
    }

    /** Chunk by chunk, so that little is read while the first one still fails. */
    private void tryAgain(HeldUp unit) {
        Map<TopicPartition, Long> from = unit.from();
        boolean isLast = false;
        while (!isLast) {
            Chunk chunk = records.read(unit.unitId(), from);
            listener.onLate(unit.unitId(), chunk.events());
            from = chunk.next();
            isLast = chunk.isLast();
            if (!isLast) {
                heldUp.advance(unit, from);
            }
        }
        heldUp.release(unit); // if more was set aside meanwhile, all comes once more
    }
}
