package kepu.sample;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

/** The county, its commands, scripts, profiles and loader are packages that other modules and their tests use piece by piece. */
class SampleCountyArchitectureTest extends ArchitectureTest {
    SampleCountyArchitectureTest() {
        super("kepu.sample");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of(
                "kepu.sample", "kepu.sample.command", "kepu.sample.load", "kepu.sample.profile", "kepu.sample.script");
    }
}
