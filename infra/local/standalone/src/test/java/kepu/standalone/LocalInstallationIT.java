package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not start says why; what starts is in {@link SampleCountyIT}. */
class LocalInstallationIT {
    @TempDir
    Path folder;

    @Test
    void a_taken_port_is_explained_and_nothing_is_left_running() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
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
        assertThat(Files.getPosixFilePermissions(folder))
                .as("of the folder of all data, which was there before")
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
