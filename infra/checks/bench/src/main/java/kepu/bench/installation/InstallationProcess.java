package kepu.bench.installation;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A whole installation in a process of its own. */
public final class InstallationProcess extends BenchProcess {
    private InstallationProcess(List<String> jvm, List<String> arguments) {
        super(jvm, arguments);
    }

    /** @param jvm options of the JVM, the collector among them */
    public static InstallationProcess start(
            BenchStore.Choice store, String prefix, Path folder, List<String> settings, List<String> jvm) {
        List<String> arguments = new ArrayList<>(List.of(
                "installation", "--store", store.name(), "--prefix", prefix, "--data", folder.toString(), "--"));
        arguments.addAll(settings);
        return new InstallationProcess(jvm, arguments);
    }

    public URI gateway() {
        return URI.create(said(0));
    }

    public String kafka() {
        return said(1);
    }

    public String store() {
        return said(2);
    }

    /** Where identity answers, behind the gateway's back. */
    public URI identity() {
        return URI.create(said(3));
    }
}
