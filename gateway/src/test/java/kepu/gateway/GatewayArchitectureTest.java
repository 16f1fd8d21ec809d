package kepu.gateway;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class GatewayArchitectureTest extends ArchitectureTest {
    GatewayArchitectureTest() {
        super("kepu.gateway");
    }

    /** The settings, and the packages that the features build upon. */
    @Override
    protected Set<String> openPackages() {
        return Set.of(
                "kepu.gateway",
                "kepu.gateway.http",
                "kepu.gateway.connection",
                "kepu.gateway.problem",
                "kepu.gateway.upstream");
    }
}
