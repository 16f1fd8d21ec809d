package kepu.defaults.sealing;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * What is made good about personal data when a service starts: completes erasures that a crash cut short, and wraps anew what
 * an older master key wrapped.
 */
public final class SealingStart {
    private static final Logger log = LoggerFactory.getLogger(SealingStart.class);

    private final PersonKeys keys;
    private final List<Erasures> erasures;

    SealingStart(PersonKeys keys, List<Erasures> erasures) {
        this.keys = keys;
        this.erasures = erasures;
    }

    @EventListener(ApplicationReadyEvent.class)
    void whenReady() {
        Thread.ofVirtual().name("person-keys").start(() -> {
            try {
                makeGood();
            } catch (RuntimeException e) {
                log.error("erasures and keys of persons could not be seen to; the next start tries again", e);
            }
        });
    }

    public void makeGood() {
        erasures.forEach(Erasures::completeAll);
        PersonKeys.Rewrapped rewrapped = keys.rewrapAll();
        if (rewrapped.done() > 0) {
            log.info("{} keys of persons were wrapped with the first master key", rewrapped.done());
        }
        if (rewrapped.lost() > 0) {
            log.error("{} persons' data cannot be read: their master key is not at hand", rewrapped.lost());
        }
    }
}
