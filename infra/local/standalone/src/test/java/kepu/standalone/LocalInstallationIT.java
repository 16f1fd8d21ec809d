package kepu.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, being killed. */
class LocalInstallationIT {
    private static final Duration START = Duration.ofMinutes(2);

    private static final String FIRST_PASSWORD = "首次登录: admin / (\\S+)";
    private static final String CHOSEN = "南江县的第一个管理员";

    @TempDir
    Path folder;

    @Test
    void the_first_administrator_and_what_they_entered_survive_a_kill_a_rival_on_the_same_data_and_a_clean_stop()
            throws IOException {
        String first;
        try (ChildJvm child = start()) {
            first = child.awaitLine(FIRST_PASSWORD, START);
            URI gateway = gateway(child);
            Api admin = new Browser(gateway).signInFirst("admin", first, CHOSEN);
            admin.post("/api/v1/organization/units", "{\"unitId\":\"990301\",\"kind\":\"COUNTY\",\"name\":\"南江县\"}");
            assertThat(new Api(gateway, "").get("/health").statusCode()).isEqualTo(200);
            assertThat(new Api(gateway, "").get("/actuator/prometheus").statusCode())
                    .isEqualTo(404);
            child.kill();
        }
        try (ChildJvm second = start()) {
            URI gateway = gateway(second);
            assertThat(new Browser(gateway).fail("admin", first).statusCode()).isEqualTo(403);
            Api running = new Browser(gateway).signIn("admin", CHOSEN);
            assertThat(running.json("/api/v1/organization/units/990301")
                            .at("/name")
                            .asString())
                    .isEqualTo("南江县");
            assertThat(second.lines()).noneMatch(line -> line.contains("首次登录"));
            try (ChildJvm rival = start()) {
                assertThat(rival.awaitEnd()).isEqualTo(1);
                assertThat(rival.lines()).anyMatch(line -> line.contains("another Kepu is running"));
            }
            assertThat(second.stop()).isEqualTo(143);
        }
        var printed = new ByteArrayOutputStream();
        int exit = AuditCheck.run(new PrintStream(printed, true, UTF_8), "--data", folder.toString());
        assertThat(printed.toString(UTF_8)).contains("kepu-organization", "chains are as they were signed");
        assertThat(exit).isZero();
        assertThat(Files.readString(folder.resolve("logs").resolve("kepu.log"))).doesNotContain(first, CHOSEN);
    }

    @Test
    void a_taken_port_is_explained_and_nothing_is_left_running() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChildJvm child = ChildJvm.ofClass(
                        Standalone.class,
                        "--data",
                        folder.toString(),
                        "--management-port",
                        "0",
                        "--kafka-port",
                        "0",
                        "--port",
                        Integer.toString(taken.getLocalPort()))) {
            assertThat(child.awaitEnd()).isEqualTo(1);
            assertThat(child.lines())
                    .anyMatch(line -> line.startsWith("Kepu did not start")
                            && line.contains(Integer.toString(taken.getLocalPort())));
        }
    }

    private ChildJvm start() {
        return ChildJvm.ofClass(
                Standalone.class,
                "--data",
                folder.toString(),
                "--port",
                "0",
                "--management-port",
                "0",
                "--kafka-port",
                "0",
                "--no-sample");
    }

    private static URI gateway(ChildJvm child) {
        return URI.create(child.awaitLine("^Ready after .* at (\\S+)", START));
    }
}
