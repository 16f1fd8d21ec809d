package kepu.topology;

import java.nio.file.Path;

/** The broker of the stack in containers, where a Docker engine answers and can supply its image. */
class ContainerApplyTopologyIT extends ApplyTopologyContract {
    @Override
    SecuredBroker start(Path folder) throws Exception {
        return BrokerInContainer.start();
    }
}
