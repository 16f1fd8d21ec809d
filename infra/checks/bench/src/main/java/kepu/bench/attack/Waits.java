package kepu.bench.attack;

import java.util.Map;

/** How long calls took, in order, and what else than a good answer came. */
record Waits(double[] millis, Map<String, Integer> refusals) {
    double percentile(double share) {
        return millis.length == 0 ? Double.NaN : millis[(int) (millis.length * share)];
    }

    double longest() {
        return percentile(1 - 1e-9);
    }
}
