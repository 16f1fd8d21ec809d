package kepu.assessment.scoring.values;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The two assessment tracks of 100: 党建 (P) and 全民科学素质 (S). */
public enum Track {
    P,
    S;

    @JsonCreator
    static Track of(String code) {
        return switch (code) {
            case "P" -> P;
            case "S" -> S;
            default ->
                throw new SchemeRejection(
                        "scheme-tracks",
                        "track",
                        new LocalizedText(
                                "没有 " + code + " 这一类，只有 P 和 S", "there is no track " + code + ", only P and S"));
        };
    }
}
