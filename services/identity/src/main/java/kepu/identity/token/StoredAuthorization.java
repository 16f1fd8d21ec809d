package kepu.identity.token;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What came of one sign-in, or of one request of a machine; of each token only the hash.
 *
 * @param version grows with each change, so that of two at once only one counts
 * @param generation of the account when it began
 * @param signedInAt when the password was given; none for a machine
 * @param family hash of what all refresh tokens of this sign-in begin with, spent ones too
 * @param expiresAt when nothing of it can be used any more
 */
@Document("authorizations")
record StoredAuthorization(
        @Id String id,
        long version,
        String clientId,
        @Indexed String accountId,
        long generation,
        String grantType,
        Set<String> scopes,
        @Nullable Instant signedInAt,
        Instant startedAt,
        @Nullable Request request,
        @Nullable Token code,
        @Nullable Token access,
        @Nullable Token identity,
        @Nullable Token refresh,
        @Indexed @Nullable String family,
        @Indexed(expireAfter = "0s") Instant expiresAt) {
    /** What the program asked for. */
    record Request(
            String authorizationUri,
            @Nullable String redirectUri,
            Set<String> scopes,
            @Nullable String state,
            Map<String, String> parameters) {}

    /** @param claims as JSON, if it has any */
    record Token(
            @Indexed String hash,
            Instant issuedAt,
            Instant expiresAt,
            boolean invalidated,
            @Nullable String claims) {}
}
