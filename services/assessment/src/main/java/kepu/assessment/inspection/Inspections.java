package kepu.assessment.inspection;

import java.util.Optional;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What other features may ask about inspections. */
@Component
public class Inspections {
    private final AggregateStore store;

    Inspections(AggregateStore store) {
        this.store = store;
    }

    /** A finding of an inspection of a unit. */
    public record FoundIn(String inspectionId, String unitId, int number, String text) {}

    /** The finding of that number, if the inspection is in the caller's reach and stands. */
    public Optional<FoundIn> finding(String inspectionId, int number) {
        return store.find(Inspection.class, inspectionId)
                .flatMap(inspection -> inspection
                        .finding(number)
                        .map(finding -> new FoundIn(inspectionId, inspection.unitId(), number, finding.text())));
    }
}
