package kepu.identity.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When keys are made, sign and leave.
 *
 * @param rotation how long a key signs before the next one does
 * @param lead how long a key is published before it signs, so that everybody who keeps a copy of the key set knows it
 * @param retention how long a key is published after it signed for the last time: longer than anything it signed holds
 */
record KeyPlan(Duration rotation, Duration lead, Duration retention) {
    /** The key that signs: the one that began last, of those that can. */
    static Optional<StoredKey> signing(List<StoredKey> able, Instant now) {
        return able.stream()
                .filter(key -> !key.signsFrom().isAfter(now) && isPublished(key, now))
                .max(Comparator.comparing(StoredKey::signsFrom));
    }

    /** Those that everybody should know. */
    static List<StoredKey> published(List<StoredKey> keys, Instant now) {
        return keys.stream().filter(key -> isPublished(key, now)).toList();
    }

    private static boolean isPublished(StoredKey key, Instant now) {
        return key.leavesAt() == null || now.isBefore(key.leavesAt());
    }

    /** The one that is published and does not sign yet. */
    static Optional<StoredKey> waiting(List<StoredKey> able, Instant now) {
        return able.stream()
                .filter(key -> key.signsFrom().isAfter(now) && isPublished(key, now))
                .findFirst();
    }

    /** Whether the next key should be made now, so that it signs when the present one has signed long enough. */
    boolean isDue(List<StoredKey> able, Instant now) {
        return waiting(able, now).isEmpty()
                && signing(able, now)
                        .map(key -> !now.isBefore(key.signsFrom().plus(rotation).minus(lead)))
                        .orElse(true);
    }

    /** When a key leaves whose successor signs from then on. */
    Instant leaves(Instant successorSigns) {
        return successorSigns.plus(retention);
    }
}
