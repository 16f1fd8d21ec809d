package kepu.bench.installation;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command of the bench in a process of its own, with the JVM options of {@code infra/run}, so that its processor time,
 * pauses and memory are not those of the bench's clients.
 */
public class BenchProcess implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:FlightRecorderOptions=stackdepth=256");
    private static final int SECONDS_TO_END = 60;

    /** Of {@code /proc/…/stat} behind the name; system time follows. */
    private static final int USER_TIME = 11;

    private static final int MILLIS_A_TICK = 10;

    private final Process process;
    private final BufferedReader says;
    private final BufferedWriter orders;
    private final List<String> ready;

    /**
     * Returns once the command {@linkplain Orders#follow says that it is ready}.
     *
     * @param jvm options of the JVM, the collector among them
     * @param arguments the command and what it is given
     */
    public BenchProcess(List<String> jvm, List<String> arguments) {
        process = start(jvm, arguments);
        says = process.inputReader();
        orders = process.outputWriter();
        try {
            ready = List.of(awaitLine(Orders.READY).split("\t", -1));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Process start(List<String> jvm, List<String> arguments) {
        ProcessHandle.Info bench = ProcessHandle.current().info();
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(bench.command().orElse("java"));
        command.addAll(JVM);
        command.addAll(jvm);
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(System.getProperty("path.separator"))
                        ? List.of("-jar", classPath)
                        : List.of("-cp", classPath, mainClass()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mainClass() {
        return System.getProperty("sun.java.command").split(" ")[0];
    }

    /** What it said when it was ready. */
    public String said(int number) {
        return ready.get(1 + number);
    }

    /** Processor time that it has used so far, without that of a server that it has started. */
    public Duration processorTime() {
        return processorTimeOf(process.toHandle());
    }

    /** Processor time of the servers that it has started. */
    public Duration processorTimeOfChildren() {
        return process.descendants().map(BenchProcess::processorTimeOf).reduce(Duration.ZERO, Duration::plus);
    }

    /** Processor time that a process has used so far. */
    public static Duration processorTimeOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Processor time of threads whose names begin so, since their start; compilers and collectors have threads of their own.
     * Zero where this cannot be seen.
     */
    public Duration processorTimeOfThreads(String... names) {
        long ticks = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"));
                int end = stat.lastIndexOf(')');
                String name = stat.substring(stat.indexOf('(') + 1, end);
                if (Stream.of(names).anyMatch(name::startsWith)) {
                    String[] fields = stat.substring(end + 2).split(" ");
                    ticks += Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
                }
            }
        } catch (IOException e) {
            return Duration.ZERO; // no Linux, or a thread has just ended
        }
        return Duration.ofMillis(ticks * MILLIS_A_TICK);
    }

    /** Its resident memory in MiB, without that of a server that it has started; 0 where this cannot be seen. */
    public long residentMebibytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Begins to record where processor time goes and how long the collector stops everything. */
    public void record() {
        order(Orders.RECORD);
    }

    public void dump(Path file) {
        order(Orders.DUMP + file);
    }

    /** Bytes of its heap that are still in use after it has collected everything else. */
    public long usedHeap() {
        return Long.parseLong(order(Orders.HEAP).split("\t", -1)[1]);
    }

    private String order(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return awaitLine(Orders.DONE);
    }

    private String awaitLine(String start) {
        try {
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("a process of the bench has ended before it said: " + start);
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
