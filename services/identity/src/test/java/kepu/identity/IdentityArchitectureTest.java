package kepu.identity;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class IdentityArchitectureTest extends ArchitectureTest {
    IdentityArchitectureTest() {
        super("kepu.identity");
    }

    /** Only the feature around them uses them. */
    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.identity.account.grant", "kepu.identity.account.password");
    }
}
