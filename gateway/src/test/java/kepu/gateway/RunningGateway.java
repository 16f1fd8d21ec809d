package kepu.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kepu.access.TestIssuer;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port before stub services, with an issuer whose tokens it accepts; it has more patience than others. */
public final class RunningGateway implements AutoCloseable {
    /** Longer than any pause of a busy machine; who tests a deadline sets it. */
    private static final List<String> PATIENT = List.of(
            "--kepu.gateway.connect-timeout=1m",
            "--kepu.gateway.read-timeout=1m",
            "--kepu.gateway.glance-deadline=1m",
            "--kepu.gateway.header-deadline=1m",
            "--kepu.gateway.body-deadline=1m");

    private static final int PATIENCE_MILLIS = 60_000;

    public final TestIssuer issuer = TestIssuer.start();
    public final Map<String, StubService> services = new TreeMap<>();
    public final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Before two of the services. */
    public RunningGateway(String... settings) {
        this(List.of("volunteers", "identity"), settings);
    }

    public static RunningGateway withAllServices(String... settings) {
        return new RunningGateway(
                List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity"),
                settings);
    }

    private RunningGateway(List<String> names, String... settings) {
        names.forEach(name -> services.put(name, new StubService()));
        var own = Stream.of("--server.port=0", "--management.server.port=0", "--kepu.tokens.issuer=" + issuer.issuer());
        var places = services.entrySet().stream()
                .map(service -> "--kepu.services." + service.getKey() + "="
                        + service.getValue().uri());
        var patient = PATIENT.stream().filter(setting -> Arrays.stream(settings).noneMatch(isTheSameAs(setting)));
        context = Gateway.start(Stream.of(own, places, patient, Stream.of(settings))
                .flatMap(all -> all)
                .toArray(String[]::new));
    }

    private static Predicate<String> isTheSameAs(String setting) {
        return other -> other.startsWith(setting.substring(0, setting.indexOf('=') + 1));
    }

    public StubService volunteers() {
        return services.get("volunteers");
    }

    public StubService identity() {
        return services.get("identity");
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpRequest.Builder as(String subject, String path) {
        return request(path).header("Authorization", issuer.bearer(subject, "TOWNSHIP_CLERK@990101201"));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The answer as it came over the wire. */
    public HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public Socket connect() throws IOException {
        return connect("127.0.0.1");
    }

    /** From one of this machine's many loopback addresses. */
    public Socket connect(String from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** What comes back on a new connection until it ends, for requests that no honest client sends. */
    public String raw(String request) throws IOException {
        try (var socket = connect()) {
            write(socket, request);
            return rest(socket);
        }
    }

    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Everything up to the end of the connection, be it a sudden one. */
    public static String rest(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (SocketException reset) {
            bytes.write("\r\n(connection reset)".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
        client.close();
        services.values().forEach(StubService::close);
        issuer.close();
    }
}
