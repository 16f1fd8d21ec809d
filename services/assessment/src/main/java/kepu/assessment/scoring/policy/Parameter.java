package kepu.assessment.scoring.policy;

import java.util.List;
import kepu.assessment.scoring.values.LocalizedText;

/**
 * A parameter as a formula asks for it.
 *
 * @param expected what its value must be
 * @param allowed the constants that it may name; empty: it names none
 */
public record Parameter(String name, LocalizedText expected, List<String> allowed) {}
