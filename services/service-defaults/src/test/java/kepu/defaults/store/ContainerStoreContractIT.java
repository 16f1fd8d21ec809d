package kepu.defaults.store;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.mongodb.MongoDBContainer;

/** MongoDB's own image as a replica set of one, where a Docker engine answers and can supply the image. */
class ContainerStoreContractIT extends StoreContract {
    private static final String IMAGE = "mongo:8.0";
    private static final int ENGINE_SECONDS = 5;
    private static final int IMAGE_SECONDS = 180;

    private @Nullable MongoDBContainer mongo;

    @Override
    protected String open() throws IOException, InterruptedException {
        assumeTrue(succeeds(ENGINE_SECONDS, "docker", "version"), "no Docker engine answers");
        assumeTrue(
                succeeds(ENGINE_SECONDS, "docker", "image", "inspect", IMAGE)
                        || succeeds(IMAGE_SECONDS, "docker", "pull", "--quiet", IMAGE),
                "the Docker engine cannot supply the image " + IMAGE);
        assumeTrue(
                succeeds(ENGINE_SECONDS, "sh", "-c", "! docker image inspect " + IMAGE + " | grep -q kepu.substitute"),
                IMAGE + " is what takes MongoDB's place in infra/bin/stack, not MongoDB");
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Testcontainers cannot use the Docker engine");
        MongoDBContainer container = new MongoDBContainer(IMAGE);
        try {
            container.start();
        } catch (ContainerFetchException e) {
            abort("the Docker engine cannot supply the image " + IMAGE + ": " + e.getMessage());
        }
        mongo = container;
        return container.getReplicaSetUrl();
    }

    /** Asked of the command line first: Testcontainers itself takes its time to find that there is no engine. */
    private static boolean succeeds(int seconds, String... command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noDocker) {
            return false;
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    @Override
    protected void shut() {
        if (mongo != null) {
            mongo.stop();
        }
    }
}
