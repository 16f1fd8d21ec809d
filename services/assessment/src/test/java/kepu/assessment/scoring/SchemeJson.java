package kepu.assessment.scoring;

/** Small schemes as JSON. */
public final class SchemeJson {
    private SchemeJson() {}

    /** A scheme with these indicators of track P and one of track S with weight 100. */
    public static String json(String... partyIndicators) {
        return """
            {"id": "TEST", "version": 1, "name": {"zh": "试", "en": "test"},
             "bands": {"excellent": 90, "good": 80, "pass": 60},
             "ranks": {"excellentShare": null, "youngMonths": 6},
             "indicators": [%s, %s]}
            """.formatted(
                        String.join(", ", partyIndicators),
                        indicator("S", "S", 100, "venue-coverage", "{\"empty\": \"NOT_APPLICABLE\"}"));
    }

    public static String indicator(String code, String track, Number weight, String policy, String parameters) {
        return """
            {"code": "%s", "name": {"zh": "项", "en": "one"}, "measure": {"zh": "量", "en": "what"},
             "track": "%s", "weight": %s, "policy": "%s", "parameters": %s}
            """.formatted(code, track, weight, policy, parameters);
    }

    public static String strength(String code, Number weight, int target) {
        return indicator(code, "P", weight, "team-strength", "{\"target\": " + target + "}");
    }
}
