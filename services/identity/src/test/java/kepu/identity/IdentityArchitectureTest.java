package kepu.identity;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class IdentityArchitectureTest extends ArchitectureTest {
    IdentityArchitectureTest() {
        super("kepu.identity");
    }

    /** Only the feature around it uses it. */
    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.identity.account.password");
    }
}
