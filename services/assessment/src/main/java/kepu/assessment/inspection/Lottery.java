package kepu.assessment.inspection;

import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.Sha256;

/**
 * Who is drawn, as a function of the seed, the candidates and their number; a commitment to the seed fixes all three.
 *
 * <p>What is hashed stands in the contract {@code InspectionDrawEvent}; {@code infra/checks/draw} recomputes it without this
 * class.
 */
record Lottery(Set<String> candidates, int number) {
    Lottery {
        candidates = new TreeSet<>(candidates);
    }

    /** The hash that is published before the draw. */
    String commitment(String seed) {
        return Sha256.of(seed + '\n' + list());
    }

    /** Those with the lowest tickets. */
    SortedSet<String> drawn(String seed) {
        String before = seed + '\n' + list() + '\n';
        return candidates.stream()
                .sorted(Comparator.comparing(candidate -> Sha256.of(before + candidate)))
                .limit(number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String list() {
        return Sha256.of(number + "\n" + String.join("\n", candidates));
    }
}
