package kepu.defaults.audit.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The signed end of a unit's chain: up to {@code number}, whose hash this is, the service vouches for it.
 *
 * @param number 0 before the first entry
 * @param at when it was signed
 * @param keyId which key signed it
 * @param signature Ed25519 over the rest, Base64
 */
public record SignedCheckpoint(
        String service, String unit, long number, String hash, String at, String keyId, String signature) {
    public static SignedCheckpoint sign(
            SigningKey key, String service, String unit, long number, String hash, Instant at) {
        SignedCheckpoint unsigned = new SignedCheckpoint(service, unit, number, hash, at.toString(), key.id(), "");
        return new SignedCheckpoint(service, unit, number, hash, at.toString(), key.id(), key.sign(unsigned.signed()));
    }

    /** What the signature is over. */
    byte[] signed() {
        return String.join("\n", "kepu-audit-head", service, unit, Long.toString(number), hash, at)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As it is stored. */
    public Document document() {
        return new Document("_id", unit)
                .append("service", service)
                .append("number", number)
                .append("hash", hash)
                .append("at", at)
                .append("keyId", keyId)
                .append("signature", signature);
    }

    /** @return empty if something else than a head lies there */
    public static Optional<SignedCheckpoint> read(Document stored) {
        return stored.get("number") instanceof Long number
                ? Optional.of(new SignedCheckpoint(
                        text(stored.get("service")),
                        text(stored.get("_id")),
                        number,
                        text(stored.get("hash")),
                        text(stored.get("at")),
                        text(stored.get("keyId")),
                        text(stored.get("signature"))))
                : Optional.empty();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
