package kepu.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Something printed once and handed to whoever asks; whoever has it already is told so by its hash. */
final class Leaflet {
    private static final String AN_HOUR = "public, max-age=3600";

    private final byte[] bytes;
    private final String type;
    private final boolean isPage;
    private final String etag;

    Leaflet(byte[] bytes, String type) {
        this.bytes = bytes;
        this.type = type;
        this.isPage = type.startsWith(MediaType.TEXT_HTML_VALUE);
        this.etag = '"' + hash(bytes) + '"';
    }

    /** What lies on the class path, byte for byte. */
    static Optional<Leaflet> of(String resource, String type) {
        try (var in = Leaflet.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new Leaflet(in.readAllBytes(), type));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    ServerResponse answer(Delivery delivery) {
        return ServerResponse.ok().build((request, response) -> {
            response.setHeader(SecurityHeaders.POLICY, isPage ? SecurityHeaders.OF_A_PAGE : SecurityHeaders.OF_DATA);
            response.setHeader(SecurityHeaders.CACHE, AN_HOUR);
            if (!new ServletWebRequest(request, response).checkNotModified(etag)) {
                response.setContentType(type);
                response.setContentLength(bytes.length);
                delivery.bring(bytes, response);
            }
            return null;
        });
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
