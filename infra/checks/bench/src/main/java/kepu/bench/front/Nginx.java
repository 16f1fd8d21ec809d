package kepu.bench.front;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import kepu.bench.installation.BenchProcess;
import kepu.embedded.PortTaken;

/** This machine's nginx as a child of this process, on loopback, before one service. */
public final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What Debian configures, and connections to the service that stay open, as the gateway's do. */
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes auto;
            pid %1$s/nginx.pid;
            events { worker_connections 768; }
            http {
              access_log %1$s/access.log;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              upstream service {
                server 127.0.0.1:%2$d;
                keepalive 64;
                keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:%3$d;
                location / {
                  proxy_pass http://service;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Forwarded-Host $http_host;
                  proxy_set_header X-Forwarded-Proto $scheme;
                }
              }
            }
            """;

    private final Process process;
    private final Thread end;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
        end = new Thread(process::destroy); // Ctrl-C reaches this process only where a shell has no job control
        Runtime.getRuntime().addShutdownHook(end);
    }

    public static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** As it names itself: {@code nginx/1.22.1}. */
    public static String version(Path binary) throws IOException {
        Process asked = new ProcessBuilder(binary.toString(), "-v")
                .redirectErrorStream(true)
                .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replace("nginx version:", "")
                .strip();
    }

    /**
     * Starts it and returns once it takes connections.
     *
     * @param folder for its configuration, its logs and whatever it writes
     * @param servicePort where the service listens on loopback
     */
    public static Nginx start(Path binary, Path folder, int servicePort) throws IOException {
        Files.createDirectories(folder);
        int port = PortTaken.claimForLater("nginx", 0);
        Path configuration = folder.resolve("nginx.conf");
        Path errors = folder.resolve("error.log");
        Files.writeString(configuration, CONFIGURATION.formatted(folder, servicePort, port));
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        errors.toString(),
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        try {
            nginx.awaitListening(errors);
            return nginx;
        } catch (RuntimeException e) {
            nginx.close();
            throw e;
        }
    }

    private void awaitListening(Path errors) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        throw new IllegalStateException("nginx did not start: " + Files.readString(errors));
    }

    public int port() {
        return port;
    }

    /** Processor time that it and its workers have used so far. */
    public Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(BenchProcess::processorTimeOf)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
