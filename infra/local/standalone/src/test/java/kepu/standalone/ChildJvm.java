package kepu.standalone;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A process of its own whose lines are kept; ended with the test at the latest. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ChildJvm(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> {
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add(e.toString());
            }
        });
    }

    /** Whether a program can be run by its name. */
    static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a class of this test's class path. */
    static ChildJvm ofClass(Class<?> main, String... arguments) {
        return start(List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    /** Runs an executable jar. */
    static ChildJvm ofJar(Path jar, String... arguments) {
        return start(List.of("-jar", jar.toString()), arguments);
    }

    private static ChildJvm start(List<String> what, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xmn400m", // what a load leaves is garbage soon
                "-XX:TieredStopAtLevel=1", // starts sooner, and these live a minute
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote", // what javac has made, which the containers' JVMs look at
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=200m", // else each few megabytes of code are a reason to collect all garbage
                "-XX:MetaspaceSize=192m", // and of classes
                "-Dlogback.configurationFile=logback.xml", // not that of the tests on this class path
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(what);
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("MONGODB_URI"); // tests do not touch anybody's data
            if ("embedded".equals(System.getenv("KEPU_TEST_STORE"))) {
                builder.environment().put("PATH", ""); // where a mongod would be found
                builder.environment().put("XDG_CACHE_HOME", "/nowhere");
            }
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The first group of the first line that matches. */
    String awaitLine(String regex, Duration atMost) {
        return awaitLine(regex, 1, atMost);
    }

    /** The first group of the so-manieth line that matches. */
    String awaitLine(String regex, int which, Duration atMost) {
        Pattern pattern = Pattern.compile(regex);
        return Awaitility.await(regex)
                .atMost(atMost)
                .until(
                        () -> {
                            int found = 0;
                            for (String line : lines) {
                                Matcher matcher = pattern.matcher(line);
                                if (matcher.find() && ++found == which) {
                                    return matcher.groupCount() == 0 ? line : matcher.group(1);
                                }
                            }
                            if (!process.isAlive()) {
                                throw new AssertionError("the process ended:\n" + String.join("\n", lines));
                            }
                            return "";
                        },
                        text -> !text.isEmpty());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** kill -9. */
    void kill() {
        process.toHandle().destroyForcibly();
        end();
    }

    /** SIGTERM; answers the exit value. */
    int stop() {
        process.toHandle().destroy(); // Process.destroy() would close the pipe before the last words
        end();
        return process.exitValue();
    }

    int awaitEnd() {
        end();
        return process.exitValue();
    }

    private void end() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end:\n" + String.join("\n", lines));
            }
            reader.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
