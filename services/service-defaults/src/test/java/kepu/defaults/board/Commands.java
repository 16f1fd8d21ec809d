package kepu.defaults.board;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import kepu.defaults.Command;
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;

/** Commands as requests would make them. */
public final class Commands {
    public static final Instant AT = Instant.parse("2026-03-12T01:30:00Z");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-12T09:05:12.345Z"), ZoneOffset.UTC);

    private Commands() {}

    public static Command plain() {
        return command(null, "", null);
    }

    public static Command keyed(String key, String body) {
        return command(key, body, null);
    }

    public static Command onVersion(long seen) {
        return command(null, "", seen);
    }

    private static Command command(@Nullable String key, String body, @Nullable Long seen) {
        return new Command(CLOCK, "p-1", Access.ofSystem(), "c-1", null, key, () -> body, seen);
    }
}
