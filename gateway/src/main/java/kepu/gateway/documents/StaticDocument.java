package kepu.gateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import kepu.gateway.http.Compression;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.http.SecurityHeadersFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** A document that does not change while the gateway runs; it has a strong {@code ETag} and is cached for an hour. */
final class StaticDocument {
    static final String HTML = "text/html;charset=UTF-8";
    static final String CSS = "text/css;charset=UTF-8";
    static final String SCRIPT = "text/javascript;charset=UTF-8";

    private static final String ONE_HOUR = "public, max-age=3600";

    private final byte[] bytes;
    private final String type;
    private final boolean page;
    private final String hash;
    private final @Nullable Locale language;
    private byte @Nullable [] compressed;

    StaticDocument(byte[] bytes, String type) {
        this(bytes, type, null);
    }

    private StaticDocument(byte[] bytes, String type, @Nullable Locale language) {
        this.bytes = bytes;
        this.type = type;
        this.page = type.startsWith(MediaType.TEXT_HTML_VALUE);
        this.hash = hash(bytes);
        this.language = language;
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

    /** The same document as one of several languages at one address. */
    StaticDocument inLanguage(Locale locale) {
        return new StaticDocument(bytes, type, locale);
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
            if (language != null) {
                response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
                response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            }
            boolean isCompressed = Compression.isChosen(request, response, type, bytes.length);
            var etag = isCompressed ? '"' + hash + "-gzip\"" : '"' + hash + '"';
            if (!new ServletWebRequest(request, response).checkNotModified(etag)) {
                response.setContentType(type);
                if (isCompressed) {
                    Compression.announce(response);
                }
                var sent = isCompressed ? compressed() : bytes;
                response.setContentLength(sent.length);
                bodyWriter.write(sent, response);
            }
            return null;
        });
    }

    /** Once, as everybody may ask for it. */
    private synchronized byte[] compressed() {
        if (compressed == null) {
            compressed = Compression.compressed(bytes);
        }
        return compressed;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
