package kepu.defaults.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** MongoDB's own image as a replica set of one; where no Docker engine can supply it the class is skipped. */
@ExtendWith(ContainerStoreContractIT.NeedsImage.class)
class ContainerStoreContractIT extends StoreContract {
    private static final String IMAGE = "mongo:8.0";

    private final MongoDBContainer mongo = new MongoDBContainer(IMAGE);

    @Override
    protected String open() {
        mongo.start();
        return mongo.getReplicaSetUrl();
    }

    @Override
    protected void shut() {
        mongo.stop();
    }

    /** Asks on the command line first: Testcontainers itself takes its time to find that there is no engine. */
    static final class NeedsImage implements ExecutionCondition {
        private static final int ENGINE_SECONDS = 5;
        private static final int IMAGE_SECONDS = 180;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
            if (!succeeds(ENGINE_SECONDS, "docker", "version")) {
                return ConditionEvaluationResult.disabled("no Docker engine answers");
            }
            if (!succeeds(ENGINE_SECONDS, "docker", "image", "inspect", IMAGE)
                    && !succeeds(IMAGE_SECONDS, "docker", "pull", "--quiet", IMAGE)) {
                return ConditionEvaluationResult.disabled("the Docker engine cannot supply the image " + IMAGE);
            }
            return DockerClientFactory.instance().isDockerAvailable()
                    ? ConditionEvaluationResult.enabled(null)
                    : ConditionEvaluationResult.disabled("Testcontainers cannot use the Docker engine");
        }

        private static boolean succeeds(int seconds, String... command) {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                    return process.exitValue() == 0;
                }
                process.destroyForcibly();
                return false;
            } catch (IOException noDocker) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
