package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A whole installation in a process of its own, with the sample county in it: killed half-way through the load, after its
 * first administrator has entered something, and started again.
 *
 * @param firstPassword of the administrator, who has changed it to {@link #CHOSEN}
 * @param loader id and secret of the machine that has loaded the sample, with a colon between
 */
record SampleInstallation(ChildJvm process, Path data, String firstPassword, String loader) implements AutoCloseable {
    static final String CHOSEN = "南江县的第一个管理员";

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration LOAD = Duration.ofMinutes(10);

    static SampleInstallation startedTwice(Path data) throws IOException {
        Path secret = LocalInstallation.keys(data).resolve("sample-loader");
        String firstPassword;
        String loader;
        try (ChildJvm first = start(data)) {
            firstPassword = first.awaitLine("首次登录: admin / (\\S+)", START);
            URI gateway = URI.create(first.awaitLine("^Ready after .* at (\\S+)", START));
            loader = Files.readString(secret).strip();
            assertThat(Api.token(gateway, loader).statusCode()).isEqualTo(200);
            Api admin = new Browser(gateway).signInFirst("admin", firstPassword, CHOSEN);
            admin.post("/api/v1/organization/units", "{\"unitId\":\"990301\",\"kind\":\"COUNTY\",\"name\":\"南江县\"}");
            first.awaitLine("commands \\(4\\d %\\)", LOAD);
            first.kill();
        }
        assertThat(secret).as("the load is not done").exists();
        var second = new SampleInstallation(start(data), data, firstPassword, loader);
        second.process.awaitLine("^Ctrl-C stops it", LOAD);
        return second;
    }

    private static ChildJvm start(Path data) {
        return ChildJvm.ofClass(
                Standalone.class,
                "--data",
                data.toString(),
                "--port",
                "0",
                "--management-port",
                "0",
                "--kafka-port",
                "0",
                "--set",
                "kepu.identity.bcrypt-strength=4", // an account's password costs a quarter of a second else
                "--set",
                "kepu.identity.key-bits=2048", // and a signing key seconds
                "--set",
                "kepu.gateway.read-timeout=30s"); // a machine that builds beside is slow
    }

    /** Another process on the same data. */
    ChildJvm startRival() {
        return start(data);
    }

    URI gateway() {
        return URI.create(told("Gateway"));
    }

    /** Health and metrics. */
    Api management() {
        return new Api(URI.create(told("Metrics")), "");
    }

    String kafka() {
        return told("Kafka");
    }

    private String told(String what) {
        return process.awaitLine("^" + what + " +(\\S+:\\S+)", START);
    }

    List<String> lines() {
        return process.lines();
    }

    /** Where the names and secrets of the sample's accounts are. */
    Path accounts() {
        return data.resolve("sample-accounts.txt");
    }

    /** As one of the sample's machine accounts. */
    Api as(String name) {
        return Api.asSample(gateway(), accounts(), name);
    }

    @Override
    public void close() {
        process.close();
    }
}
