package kepu.assessment.scoring.supervision;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.supervision.Deduction.Kind;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.Contracts;
import kepu.contracts.assessment.FalseRecordEvent;

/**
 * What confirmed false records (虚假记录) take from track P in the year to which the record belongs, from the day of the
 * confirmation on; each record once.
 */
public final class FalseRecordDeductions {
    private FalseRecordDeductions() {}

    public static List<Deduction> of(UnitYear unit, BigDecimal points) {
        Map<String, DatedEvent<FalseRecordEvent>> byRecord = new LinkedHashMap<>();
        for (DatedEvent<FalseRecordEvent> finding : FalseRecords.confirmed(unit.facts())) {
            if (finding.data().year() == unit.year() && !finding.date().isAfter(unit.asOf())) {
                byRecord.putIfAbsent(matter(finding.data()), finding);
            }
        }
        return byRecord.entrySet().stream()
                .map(record -> deduction(record.getKey(), record.getValue(), points, unit))
                .toList();
    }

    private static String matter(FalseRecordEvent finding) {
        String family = Contracts.ofType(finding.recordType())
                .map(Contracts.Contract::topic)
                .orElse(finding.recordType());
        return family + '#' + finding.recordId();
    }

    private static Deduction deduction(
            String matter, DatedEvent<FalseRecordEvent> finding, BigDecimal points, UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        evidence.counts(finding);
        return new Deduction(
                matter,
                Track.P,
                Kind.FALSE_RECORD,
                points,
                new LocalizedText(
                        "虚假记录扣 " + points.toPlainString() + " 分，该记录不计入",
                        "a false record: " + points.toPlainString() + ", and the record does not count"),
                evidence.counted());
    }
}
