package kepu.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Calls as they are sent, and what comes back. */
final class Http {
    private static final JsonMapper JSON = new JsonMapper();

    private Http() {}

    /**
     * What came back.
     *
     * @param headers by name, however that is written
     */
    record Answer(int status, String body, Map<String, java.util.List<String>> headers) {
        JsonNode json() {
            if (begins("content-disposition", "attachment") || begins("content-type", "text/html")) {
                return StringNode.valueOf(body); // a file, a page
            }
            try {
                return JSON.readTree(body);
            } catch (JacksonException e) {
                throw new IllegalStateException("no JSON: " + status + " " + body, e);
            }
        }

        private boolean begins(String header, String with) {
            return headers.getOrDefault(header, java.util.List.of()).stream().anyMatch(value -> value.startsWith(with));
        }

        /** Of a problem; empty for anything else. */
        String code() {
            return status < 400 || body.isEmpty() ? "" : json().path("code").asString("");
        }
    }

    static Answer send(String method, URI base, String target, Map<String, String> headers, @Nullable String body) {
        Map<String, String> all = new TreeMap<>(headers);
        if (body != null) {
            all.putIfAbsent("Content-Type", body.startsWith("%PDF-") ? "application/octet-stream" : "application/json");
        }
        return sendBytes(method, base, target, all, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    /** A request without a body, as its line says it; the whole answer, headers first. */
    static String raw(URI base, String line, Map<String, String> headers) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            StringBuilder request = new StringBuilder(line + " HTTP/1.1\r\n");
            Map<String, String> all = new TreeMap<>(headers);
            all.put("Host", base.getAuthority());
            all.put("Connection", "close");
            all.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Says no type of the body unless the headers do. */
    static Answer sendBytes(String method, URI base, String target, Map<String, String> headers, byte[] body) {
        URI uri = base.resolve(target);
        String asked = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        try {
            return Connection.exchange(uri.getAuthority(), method, asked, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }
}
