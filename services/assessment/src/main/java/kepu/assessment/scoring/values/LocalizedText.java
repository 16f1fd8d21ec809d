package kepu.assessment.scoring.values;

/** A sentence in both languages of the installation. */
public record LocalizedText(String zh, String en) {}
