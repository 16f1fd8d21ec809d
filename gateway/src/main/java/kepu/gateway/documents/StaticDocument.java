package kepu.gateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.http.SecurityHeadersFilter;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** A document that does not change while the gateway runs; it has a strong {@code ETag} and is cached for an hour. */
final class StaticDocument {
    private static final String ONE_HOUR = "public, max-age=3600";

    private final byte[] bytes;
    private final String type;
    private final boolean page;
    private final String etag;

    StaticDocument(byte[] bytes, String type) {
        this.bytes = bytes;
        this.type = type;
        this.page = type.startsWith(MediaType.TEXT_HTML_VALUE);
        this.etag = '"' + hash(bytes) + '"';
    }

    static Optional<StaticDocument> ofResource(String resource, String type) {
        try (var in = StaticDocument.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new StaticDocument(in.readAllBytes(), type));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static StaticDocument ofRequiredResource(String resource, String type) {
        return ofResource(resource, type)
                .orElseThrow(() -> new IllegalStateException("not on the class path: " + resource));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    ServerResponse response(ResponseBodyWriter bodyWriter) {
        return ServerResponse.ok().build((request, response) -> {
            response.setHeader(
                    SecurityHeadersFilter.CONTENT_SECURITY_POLICY,
                    page ? SecurityHeadersFilter.PAGE_POLICY : SecurityHeadersFilter.DATA_POLICY);
            response.setHeader(SecurityHeadersFilter.CACHE_CONTROL, ONE_HOUR);
            if (!new ServletWebRequest(request, response).checkNotModified(etag)) {
                response.setContentType(type);
                response.setContentLength(bytes.length);
                bodyWriter.write(bytes, response);
            }
            return null;
        });
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
