package kepu.topology;

import java.nio.file.Path;

/** A broker in the JVM of the tests, which is always to be had. */
class ApplyTopologyIT extends ApplyTopologyContract {
    @Override
    SecuredBroker start(Path folder) throws Exception {
        return BrokerInProcess.start(folder);
    }
}
