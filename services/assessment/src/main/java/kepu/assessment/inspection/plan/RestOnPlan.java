package kepu.assessment.inspection.plan;

import java.time.LocalDate;
import java.util.List;

/** What was done under a plan, and keeps its entry in place. */
@FunctionalInterface
public interface RestOnPlan {
    /** Inspections that were not withdrawn, and draws that were not cancelled, whatever the caller may see. */
    List<Resting> of(String planId);

    /** Something that stands under an entry. */
    sealed interface Resting {
        int entryNumber();
    }

    /** 督查, on a local day. */
    record Inspected(int entryNumber, LocalDate day) implements Resting {}

    /** 抽签, in a year of the plan. */
    record Drawn(int entryNumber, int year) implements Resting {}
}
