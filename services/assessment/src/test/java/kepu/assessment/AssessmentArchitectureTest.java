package kepu.assessment;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class AssessmentArchitectureTest extends ArchitectureTest {
    AssessmentArchitectureTest() {
        super("kepu.assessment");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.assessment.scoring..");
    }
}
