package kepu.architecture;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long the tests of all modules wait for what will come: three minutes, for a busy machine takes its time, and a wait that ends
 * sooner costs nothing. JUnit finds it wherever this module is on the class path of tests.
 */
public final class TestPatience implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
    }
}
