package kepu.contracts;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with its circumstances: the CloudEvents attributes of the wire as typed values.
 *
 * <p>Texts hold 1 to 256 characters, no control character or surrogate; times lie in the years 1949 to 2999.
 *
 * @param id unique per event (UUIDv7); consumers are idempotent on it
 * @param subject id of the aggregate that tells it
 * @param occurredAt when it happened in the village
 * @param recordedAt when the system learned it
 * @param epoch from 0, bumped when the producing database is restored from a backup
 * @param sequence position among the events of its {@code subject}, from 1, without gaps within an epoch
 * @param unitId official code of the unit it belongs to, {@code all} for the whole installation; the record key on Kafka
 * @param actor pseudonym of who recorded it
 * @param correlationId ties together what one request or one chain of steps caused
 * @param causationId id of the event that caused this one, if any
 * @param traceparent W3C trace context of the request, if traced
 * @param data the event itself
 */
public record Envelope<E extends DomainEvent>(
        UUID id,
        String subject,
        Instant occurredAt,
        Instant recordedAt,
        long epoch,
        long sequence,
        String unitId,
        String actor,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        E data) {
    /** Longest text. */
    public static final int MAX_TEXT = 256;

    /** @throws IllegalArgumentException if a value breaks the rule stated for it */
    public Envelope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(data, "data");
        requireText("subject", subject);
        requireTime("occurredAt", occurredAt);
        requireTime("recordedAt", recordedAt);
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is negative: " + epoch);
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1: " + sequence);
        }
        requireText("unitId", unitId);
        requireText("actor", actor);
        requireText("correlationId", correlationId);
        if (causationId != null) {
            requireText("causationId", causationId);
        }
        if (traceparent != null) {
            requireText("traceparent", traceparent);
        }
    }

    private static void requireText(String name, String text) {
        if (text.isBlank() || text.length() > MAX_TEXT || text.chars().anyMatch(Envelope::isOdd)) {
            throw new IllegalArgumentException(name + " has not 1 to " + MAX_TEXT + " printable characters");
        }
    }

    private static boolean isOdd(int character) {
        return Character.isISOControl(character) || Character.isSurrogate((char) character);
    }

    private static void requireTime(String name, Instant time) {
        if (!Years.include(time)) {
            throw new IllegalArgumentException(
                    name + " is not in the years " + Years.FIRST + " to " + Years.LAST + ": " + time);
        }
    }
}
