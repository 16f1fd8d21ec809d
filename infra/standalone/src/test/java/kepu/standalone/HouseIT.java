package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, being killed. */
class HouseIT {
    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void what_was_entered_survives_a_kill_a_rival_on_the_same_data_and_a_clean_stop() {
        try (ChildJvm first = start()) {
            api(first)
                    .post("/api/v1/organization/units", "{\"unitId\":\"990301\",\"kind\":\"COUNTY\",\"name\":\"南江县\"}");
            first.kill();
        }
        try (ChildJvm second = start()) {
            Api running = api(second);
            assertThat(running.json("/api/v1/organization/units/990301")
                            .at("/name")
                            .asString())
                    .isEqualTo("南江县");
            try (ChildJvm rival = start()) {
                assertThat(rival.awaitEnd()).isEqualTo(1);
                assertThat(rival.lines()).anyMatch(line -> line.contains("another Kepu is running"));
            }
            assertThat(second.stop()).isEqualTo(143);
        }
        try (ChildJvm third = start()) {
            assertThat(api(third).get("/api/v1/organization/units/990301").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_explained_and_nothing_is_left_running() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChildJvm child = ChildJvm.ofClass(
                        Standalone.class,
                        "--data",
                        folder.toString(),
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
                Standalone.class, "--data", folder.toString(), "--port", "0", "--kafka-port", "0", "--no-sample");
    }

    private static Api api(ChildJvm child) {
        return new Api(URI.create(child.awaitLine("^Ready after .* at (\\S+)", START)));
    }
}
