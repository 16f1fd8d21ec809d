package kepu.sample;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

/** County, loader and ranking are one flat package that other modules and their tests use piece by piece. */
class SampleCountyArchitectureTest extends ArchitectureTest {
    SampleCountyArchitectureTest() {
        super("kepu.sample");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.sample");
    }
}
