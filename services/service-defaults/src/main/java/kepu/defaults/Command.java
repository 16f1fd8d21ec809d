package kepu.defaults;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of one request that changes something: who asks and what they may touch, under which idempotency key,
 * on which version.
 *
 * <p>A key belongs to its caller: the same key of somebody else is another key. Ids minted here are UUIDv7, or, under an
 * idempotency key, always the same for the same caller, route and key, so that a retry meets what the first attempt made.
 */
public final class Command {
    /** How far a stated time may lie ahead of this machine's clock. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** The actor of a command that came without an account. */
    public static final String ANYBODY = "anybody";

    /** Nothing that is assessed happened before. */
    static final Instant EARLIEST = Instant.parse("1949-10-01T00:00:00Z");

    private static final TimeBasedEpochGenerator EVENT_IDS = Generators.timeBasedEpochGenerator();

    private final Clock clock;
    private final String actor;
    private final Access access;
    private final String correlationId;
    private final @Nullable String traceparent;
    private final @Nullable String key;
    private final Supplier<String> fingerprint;
    private final @Nullable Long ifMatch;

    /** Whatever thread it is carried out on, the one that answers looks at it. */
    private volatile boolean isReplayed;

    private volatile boolean isKeyHeld;

    /**
     * @param actor pseudonym of the caller, in whose name the key is kept
     * @param access what the caller may touch
     * @param key hash of idempotency key and route, if a key was sent
     * @param fingerprint hash of what the request body says, asked for only when a key was sent
     * @param ifMatch version that the caller has seen, if stated
     */
    public Command(
            Clock clock,
            String actor,
            Access access,
            String correlationId,
            @Nullable String traceparent,
            @Nullable String key,
            Supplier<String> fingerprint,
            @Nullable Long ifMatch) {
        this.clock = clock;
        this.actor = actor;
        this.access = access;
        this.correlationId = correlationId;
        this.traceparent = traceparent;
        this.key = key == null ? null : Sha256.of(actor + '\n' + key);
        this.fingerprint = fingerprint;
        this.ifMatch = ifMatch;
    }

    /** A command of the system itself, which may touch everything; without key and version. */
    public static Command internal(Clock clock, String actor) {
        return new Command(clock, actor, Access.ofSystem(), newEventId().toString(), null, null, () -> "", null);
    }

    /** A new UUIDv7, unique per call. */
    public static UUID newEventId() {
        return EVENT_IDS.generate();
    }

    /** The id of what this command creates; {@code kind} keeps apart several things made by one command. */
    public String newId(String kind) {
        if (key == null) {
            return newEventId().toString();
        }
        return UUID.nameUUIDFromBytes((kind + '|' + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * When the thing happened: as stated, else now; kept to the millisecond.
     *
     * @throws Rejection 422 {@code occurred-in-future} or {@code occurred-too-early}
     */
    public Instant occurredAt(@Nullable Instant stated) {
        Instant now = clock.instant();
        if (stated != null && stated.isAfter(now.plus(CLOCK_SKEW))) {
            throw SharedRefusal.OCCURRED_IN_FUTURE.with(stated);
        }
        if (stated != null && stated.isBefore(EARLIEST)) {
            throw SharedRefusal.OCCURRED_TOO_EARLY.with(stated);
        }
        Instant at = stated == null ? now : stated;
        return Instant.ofEpochMilli(at.toEpochMilli());
    }

    /**
     * When what is corrected happened: as stated, else as before.
     *
     * @throws Rejection like {@link #occurredAt(Instant)}
     */
    public Instant occurredAt(@Nullable Instant stated, Instant before) {
        return stated == null ? before : occurredAt(stated);
    }

    /** When the system learns of it; to the millisecond. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** @throws Rejection 428 {@code if-match-required} unless the caller stated the version it has seen */
    public Command onSeenVersion() {
        if (ifMatch == null) {
            throw SharedRefusal.IF_MATCH_REQUIRED.with();
        }
        return this;
    }

    public String actor() {
        return actor;
    }

    /** What whoever gives the command may touch, on whatever thread it is carried out. */
    public Access access() {
        return access;
    }

    public String correlationId() {
        return correlationId;
    }

    public @Nullable String traceparent() {
        return traceparent;
    }

    /** Notes whether it had been carried out before, under the same key; the last look into the store counts. */
    public void noteReplayed(boolean isReplayed) {
        this.isReplayed = isReplayed;
    }

    public boolean isReplayed() {
        return isReplayed;
    }

    /** Notes that something which it stored holds its key, for all that it stores. */
    public void noteKeyHeld() {
        isKeyHeld = true;
    }

    public boolean isKeyHeld() {
        return isKeyHeld;
    }

    /** Hash of caller, route and idempotency key, if a key was sent. */
    public @Nullable String key() {
        return key;
    }

    public String fingerprint() {
        return fingerprint.get();
    }

    public @Nullable Long ifMatch() {
        return ifMatch;
    }
}
