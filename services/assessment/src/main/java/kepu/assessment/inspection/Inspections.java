package kepu.assessment.inspection;

import java.util.Map;
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

    /**
     * An inspection of a unit.
     *
     * @param findings their texts by their numbers
     */
    public record Standing(String unitId, Map<Integer, String> findings) {}

    /** The inspection, if it is in the caller's reach and was not withdrawn. */
    public Optional<Standing> standing(String inspectionId) {
        return store.find(Inspection.class, inspectionId)
                .filter(inspection -> !inspection.isWithdrawn())
                .map(inspection -> new Standing(inspection.unitId(), inspection.findings()));
    }
}
