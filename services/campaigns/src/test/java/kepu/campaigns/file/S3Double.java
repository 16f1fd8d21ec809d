package kepu.campaigns.file;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of an S3 server as the store of archives needs, as its documentation has it: objects are put whole with their signed
 * checksum, got by range and deleted, by whoever signs with the access key.
 */
final class S3Double implements AutoCloseable {
    static final String BUCKET = "kepu-archives";
    static final String ACCESS_KEY = "kepu-campaigns";

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean isBroken;

    S3Double() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/" + BUCKET, this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on it breaks off in the middle of what it gives. */
    void breakOff() {
        isBroken = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestURI().getPath();
            String signed = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!signed.startsWith("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/")) {
                refuse(exchange, 403, "AccessDenied");
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, key, body);
                case "GET" -> get(exchange, key);
                case "DELETE" -> {
                    objects.remove(key);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> refuse(exchange, 405, "MethodNotAllowed");
            }
        }
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        boolean isWhole = sha256(body).equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
        if (!isWhole) {
            refuse(exchange, 400, "XAmzContentSHA256Mismatch");
            return;
        }
        objects.put(key, body);
        exchange.getResponseHeaders().set("ETag", "\"" + sha256(body) + "\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        if (String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type=2")) {
            list(exchange);
            return;
        }
        byte[] object = objects.get(key);
        if (object == null) {
            refuse(exchange, 404, "NoSuchKey");
            return;
        }
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        int from = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int until = range.matches() ? Math.min(object.length, Integer.parseInt(range.group(2)) + 1) : object.length;
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, until - 1, object.length));
        exchange.sendResponseHeaders(range.matches() ? 206 : 200, until - from);
        byte[] given = Arrays.copyOfRange(object, from, isBroken ? from + (until - from) / 2 : until);
        exchange.getResponseBody().write(given);
        exchange.getResponseBody().flush();
    }

    private void list(HttpExchange exchange) throws IOException {
        String contents = objects.keySet().stream()
                .map(key -> "<Contents><Key>" + key.substring(BUCKET.length() + 2) + "</Key></Contents>")
                .collect(Collectors.joining());
        send(exchange, 200, "<ListBucketResult>" + contents + "</ListBucketResult>");
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] answer = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
