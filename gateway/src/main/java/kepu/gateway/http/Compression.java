package kepu.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Which answers go out compressed (gzip): those to reads that are worth it and hold no secret.
 *
 * <p>Whoever can make somebody's client send text of theirs, and see how long the answers are, learns a secret that is
 * compressed together with that text, letter by letter.
 */
public final class Compression {
    private static final String GZIP = "gzip";
    private static final int BUFFER = 8192;

    /** Bytes of the shortest answer that is compressed: what fits into one or two packets gains nothing. */
    private static final int WORTH_IT = 2048;

    private static final Pattern COMPRESSIBLE =
            Pattern.compile("text/.*|application/(?:.*\\+)?(?:json|javascript|xml)\\b.*|image/svg.*");
    private static final Pattern ACCEPTED =
            Pattern.compile("(?:x-)?gzip(?!\\s*;\\s*q\\s*=\\s*0(?:\\.0*)?\\s*$)\\s*(?:;.*)?");

    private Compression() {}

    /**
     * Whether the body of this answer is to be compressed. What depends on the caller's {@code Accept-Encoding} says so in
     * {@code Vary}.
     *
     * @param length of the body, or {@link Long#MAX_VALUE} if nobody knows it yet
     */
    public static boolean isChosen(
            HttpServletRequest request, HttpServletResponse response, @Nullable String type, long length) {
        if (length < WORTH_IT
                || type == null
                || !COMPRESSIBLE.matcher(type).matches()
                || !request.getMethod().equals("GET") // whoever writes may be told a secret, such as a first password
                || response.getHeader(HttpHeaders.CONTENT_ENCODING) != null
                || isInParts(response)
                || RequestPaths.mayHoldSecrets(RequestPaths.of(request))) {
            return false;
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .anyMatch(coding -> ACCEPTED.matcher(coding.strip().toLowerCase(Locale.ROOT))
                        .matches());
    }

    /**
     * Whether the answer is a part of a file, or a file of which parts are given. The service counts the bytes of the file as it
     * is; whoever had the beginning compressed would go on with bytes of another form, under the same {@code ETag}.
     */
    private static boolean isInParts(HttpServletResponse response) {
        var parts = response.getHeader(HttpHeaders.ACCEPT_RANGES);
        return response.getStatus() == HttpServletResponse.SC_PARTIAL_CONTENT
                || response.getHeader(HttpHeaders.CONTENT_RANGE) != null
                || parts != null && !parts.equalsIgnoreCase("none");
    }

    /** To be called before the first byte. */
    public static void announce(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        response.setContentLengthLong(-1);
    }

    public static byte[] compressed(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (var out = stream(bytes)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Each flush lets through what was written so far. */
    static Gzip stream(OutputStream out) throws IOException {
        return new Gzip(out);
    }

    /** What was not finished stays half of a file, which its reader notices. */
    static final class Gzip extends GZIPOutputStream {
        private Gzip(OutputStream out) throws IOException {
            super(out, BUFFER, true);
            def.setLevel(Deflater.BEST_SPEED);
        }

        /** Frees its memory and writes nothing. */
        void end() {
            def.end();
        }
    }
}
