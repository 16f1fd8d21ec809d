package kepu.assessment.scoring.values;

/** A sentence in both languages of the installation. */
public record Text(String zh, String en) {}
