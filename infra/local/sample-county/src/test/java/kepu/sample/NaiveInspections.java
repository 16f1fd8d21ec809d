package kepu.sample;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kepu.sample.NaiveYear.Ratio;
import org.jspecify.annotations.Nullable;

/** S04 worked out the slow way: each inspection looked at by itself, its points added up one by one. */
final class NaiveInspections {
    private static final class Inspection {
        private String unit = "";
        private boolean ofRoom;
        private LocalDate day = LocalDate.MIN;
        private int points;
        private boolean withdrawn;
    }

    private final Map<String, Inspection> inspections = new LinkedHashMap<>();

    void record(String id, LocalDate day, Map<String, Object> said) {
        Inspection inspection = new Inspection();
        inspection.unit = (String) Objects.requireNonNull(said.get("unitId"));
        inspection.ofRoom = said.get("roomId") != null;
        inspections.put(id, inspection);
        correct(id, day, said);
    }

    void correct(String id, LocalDate day, Map<String, Object> said) {
        Inspection inspection = known(id);
        inspection.day = day;
        inspection.points = 0;
        for (Object item : (Collection<?>) Objects.requireNonNull(said.get("items"))) {
            inspection.points += (Integer) Objects.requireNonNull(((Map<?, ?>) item).get("points"));
        }
    }

    void withdraw(String id) {
        known(id).withdrawn = true;
    }

    private Inspection known(String id) {
        return Objects.requireNonNull(inspections.get(id), id);
    }

    @Nullable
    Ratio s04(String unitId, List<LocalDate> elapsed) {
        int many = 0;
        Ratio sum = Ratio.ZERO;
        for (Inspection inspection : inspections.values()) {
            if (inspection.unit.equals(unitId)
                    && inspection.ofRoom
                    && !inspection.withdrawn
                    && elapsed.contains(inspection.day)) {
                many++;
                sum = sum.plus(Ratio.of(inspection.points, 100));
            }
        }
        return many == 0 ? null : sum.over(Ratio.of(many, 1));
    }
}
