package kepu.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Java process that says {@code ready <address>} once it serves, and that a test may kill at any moment. */
final class ChildJvm implements AutoCloseable {

    private static final int START_SECONDS = 60;

    private final Process process;
    private final String address;

    private ChildJvm(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static ChildJvm start(Class<?> main, Path folder, String... systemProperties) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It lives for a second or two: it shall start fast, and leave the processor to the test.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(systemProperties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), folder.toString(), "0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String address =
                    CompletableFuture.supplyAsync(() -> awaitReady(process)).get(START_SECONDS, TimeUnit.SECONDS);
            return new ChildJvm(process, address);
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    String address() {
        return address;
    }

    /** SIGKILL: the process gets no chance to write anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and the exit code that followed. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String awaitReady(Process process) {
        try {
            BufferedReader output = process.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ready ")) {
                    return line.substring("ready ".length());
                }
            }
            throw new IllegalStateException("The child ended before it was ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
