package kepu.sample.load;

import java.io.Console;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the load is: a bar on a terminal, else a plain line for every tenth. */
final class LoadProgress implements AutoCloseable {
    private final PrintStream out;
    private final int total;
    private final @Nullable ProgressBar bar;
    private int done;
    private int tenthsTold;

    LoadProgress(int total, PrintStream out) {
        this.total = total;
        this.out = out;
        Console console = System.console();
        boolean terminal = out == System.out && console != null && console.isTerminal();
        bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("sample county")
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(out))
                        .build()
                : null;
    }

    synchronized void advance(int by) {
        done += by;
        if (bar != null) {
            bar.stepTo(done);
            return;
        }
        int tenths = total == 0 ? 10 : (int) (10L * done / total);
        if (tenths > tenthsTold) {
            tenthsTold = tenths;
            out.printf("sample county: %d of %d commands (%d %%)%n", done, total, 100L * done / Math.max(1, total));
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
