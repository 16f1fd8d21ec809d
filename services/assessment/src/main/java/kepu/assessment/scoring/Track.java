package kepu.assessment.scoring;

/** The two assessment tracks of 100: 党建 (P) and 全民科学素质 (S). */
public enum Track {
    P,
    S
}
