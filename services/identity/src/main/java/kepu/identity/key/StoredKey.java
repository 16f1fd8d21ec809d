package kepu.identity.key;

import java.time.Instant;
import java.util.List;
import kepu.defaults.audit.AuditEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A signing key as it lies in the database.
 *
 * @param publicKey JWK as JSON
 * @param privateKey JWK as JSON, encrypted with the installation's secret
 * @param madeAt when it began to be published
 * @param signsFrom when it begins to sign
 * @param leavesAt when it is no longer published; none while it is the newest
 * @param unlogged what was done with it by hand and is not in the audit log yet
 */
@Document("signing-keys")
record StoredKey(
        @Id String keyId,
        String publicKey,
        String privateKey,
        Instant madeAt,
        Instant signsFrom,
        @Nullable Instant leavesAt,
        @Nullable List<AuditEntry> unlogged) {}
