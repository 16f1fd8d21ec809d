package kepu.assessment.scoring.supervision;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import kepu.assessment.scoring.values.LocalizedText;

/** The deductions (扣分) of a unit's year, of whatever source: of one matter only the highest counts (就高不重复). */
public final class Deductions {
    private static final Comparator<Deduction> HIGHEST_FIRST = comparing(Deduction::points, reverseOrder())
            .thenComparing(Deduction::kind)
            .thenComparing(Deduction::track);

    private static final Comparator<Deduction> AS_SHOWN = comparing(Deduction::track)
            .thenComparing(Deduction::kind)
            .thenComparing(Deduction::points, reverseOrder())
            .thenComparing(Deduction::matter);

    private Deductions() {}

    /** @param all of every source, in the order in which its matters happened */
    public static List<Deduction> of(List<Deduction> all) {
        return all.stream().collect(Collectors.groupingBy(Deduction::matter)).values().stream()
                .map(Deductions::highest)
                .sorted(AS_SHOWN)
                .toList();
    }

    private static Deduction highest(List<Deduction> ofOneMatter) {
        Deduction highest = ofOneMatter.stream().min(HIGHEST_FIRST).orElseThrow();
        int others = ofOneMatter.size() - 1;
        if (others == 0) {
            return highest;
        }
        LocalizedText reason = highest.reason();
        return new Deduction(
                highest.matter(),
                highest.track(),
                highest.kind(),
                highest.points(),
                new LocalizedText(
                        reason.zh() + "；同一事项另有 " + others + " 项扣分，就高不重复",
                        reason.en() + "; of this matter only the highest of " + ofOneMatter.size()
                                + " deductions counts"),
                highest.counted());
    }
}
