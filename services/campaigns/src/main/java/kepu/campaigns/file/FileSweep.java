package kepu.campaigns.file;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes files that nothing names a day after they were stored, or last asked for, and what a crash left. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class FileSweep {
    private static final Duration GRACE = Duration.ofDays(1);
    private static final int AT_ONCE = 500;

    private final FileRegister register;
    private final ArchiveFiles.Uses uses;
    private final Clock clock;

    FileSweep(FileRegister register, ArchiveFiles.Uses uses, Clock clock) {
        this.register = register;
        this.uses = uses;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void sweep() {
        Instant before = clock.instant().minus(GRACE);
        register.removeRemains(before);
        List<String> ids = register.notUsedSince(before, null, AT_ONCE);
        while (!ids.isEmpty()) {
            Set<String> named = uses.named(ids);
            List<String> unused = new ArrayList<>(ids);
            unused.removeAll(named);
            register.remove(unused, before);
            ids = register.notUsedSince(before, ids.getLast(), AT_ONCE);
        }
    }
}
