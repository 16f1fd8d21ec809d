package kepu.assessment.scoring.advice;

import java.time.LocalDate;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.Envelope;

/**
 * One action on one day.
 *
 * @param subject what it is done to: the id of what is there already, or one that stands for something new
 * @param text what exactly
 * @param fact that it leaves: hypothetical, never stored
 */
public record Step(Action action, LocalDate on, String subject, LocalizedText text, Envelope<?> fact) {}
