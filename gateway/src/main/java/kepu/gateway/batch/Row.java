package kepu.gateway.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.Problem;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.UriUtils;

/**
 * One command of a batch, as the caller wrote it.
 *
 * @param index its place in the batch, from 0
 * @param body where it stands in the bytes of the batch; none if the command has no body
 * @param ifMatch version that the caller has seen
 * @param unitId the rows of one unit keep their order; those without one keep theirs among themselves
 */
record Row(
        int index,
        @Nullable String method,
        @Nullable String path,
        @Nullable Slice body,
        @Nullable String idempotencyKey,
        @Nullable Long ifMatch,
        @Nullable String unitId) {
    private static final Set<String> METHODS = Set.of("POST", "PUT");

    /** Without a query: no command has one. */
    private static final Pattern PATH = Pattern.compile(
            "/api/v1/(?<service>[a-z-]{1,40})(?:/(?:[A-Za-z0-9_~:@!$&'()*+,=.-]|%[0-9A-Fa-f]{2}){1,400}){1,20}");

    /** Decoded, it would part an address otherwise, or be read twice. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\p{Cntrl}/\\\\;%]");

    private static final Pattern KEY = Pattern.compile("[!-~](?:[ -~]{0,126}[!-~])?");

    /** Where a JSON value stands in the bytes of a batch. */
    record Slice(byte[] bytes, int from, int length) {
        HttpEntity entity() {
            return new ByteArrayEntity(bytes, from, length, null);
        }
    }

    /** What a command by itself is held to as well. */
    record Limits(Set<String> services, DataSize path, DataSize body) {}

    /** Why the gateway does not send it, if it does not. */
    Optional<Problem> refusal(Limits limits) {
        if (path != null && (path.equals(RequestPaths.BATCHES) || path.startsWith(RequestPaths.BATCHES + "/"))) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "batch-in-batch"));
        }
        if (method == null || !METHODS.contains(method)) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "row-method-not-allowed"));
        }
        if (path != null && path.length() > limits.path().toBytes()) {
            return Optional.of(new Problem(HttpStatus.URI_TOO_LONG, "uri-too-long"));
        }
        if (path == null || !isClear(path) || !limits.services().contains(service())) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "row-path-not-allowed"));
        }
        if (idempotencyKey == null || !KEY.matcher(idempotencyKey).matches()) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "idempotency-key-required"));
        }
        if (body != null && body.length() > limits.body().toBytes()) {
            return Optional.of(new Problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    Long.toString(limits.body().toKilobytes())));
        }
        return Optional.empty();
    }

    /** The service that its path leads to; empty if it leads nowhere. */
    String service() {
        var matcher = PATH.matcher(path == null ? "" : path);
        return matcher.matches() ? matcher.group("service") : "";
    }

    /** Whether everybody who reads the path reads the same, and it is none of those that are limited by themselves. */
    private static boolean isClear(String path) {
        return PATH.matcher(path).matches()
                && RequestPaths.needsToken(path)
                && !RequestPaths.hidesItself(path)
                && Arrays.stream(path.split("/", -1))
                        .skip(1)
                        .map(part -> UriUtils.decode(part, StandardCharsets.UTF_8))
                        .noneMatch(part -> part.equals(".")
                                || part.equals("..")
                                || AMBIGUOUS.matcher(part).find());
    }
}
