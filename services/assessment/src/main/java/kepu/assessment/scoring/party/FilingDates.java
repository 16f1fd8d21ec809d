package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * P02 计划总结: the documents of a year, each worth full points on time and less for every started week late.
 *
 * @param expectedFromDay of the unit's life; a document due before that day is not expected
 */
record FilingDates(
        BigFraction points,
        BigFraction pointsPerWeekLate,
        Map<Kind, MonthDay> due,
        int expectedFromDay,
        EmptyPolicy empty)
        implements Policy {
    FilingDates(Parameters parameters) {
        this(
                parameters.fraction("points"),
                parameters.points("pointsPerWeekLate"),
                parameters.daysOfYear("due", Kind.class),
                parameters.positive("expectedFromDay"),
                parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        String full = Fractions.plain(points);
        String late = Fractions.plain(pointsPerWeekLate);
        return new LocalizedText(
                "各文件按期(" + days(FilingDates::zh) + ")报送得 " + full + " 分，每迟一周(不足一周按一周)减 " + late
                        + " 分，减完为止；得分之和 ÷ 应报文件的满分(到期日早于单位设立第 " + expectedFromDay + " 天的不要求；没有应报文件时"
                        + empty.text().zh() + ")",
                full + " for each document filed by its due date (" + days(FilingDates::en) + "), " + late
                        + " less for every started week late, not below 0; their sum ÷ full points of the documents expected (one due before day "
                        + expectedFromDay + " of the unit is not; none: "
                        + empty.text().en() + ")");
    }

    private String days(Function<Kind, String> name) {
        return due.entrySet().stream()
                .map(entry -> name.apply(entry.getKey()) + " "
                        + entry.getValue().toString().substring(2))
                .collect(Collectors.joining(", "));
    }

    private static String zh(Kind kind) {
        return switch (kind) {
            case PLAN -> "计划";
            case SUMMARY -> "总结";
            case RULES -> "管理办法";
            case OTHER -> "其他文件";
        };
    }

    private static String en(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        List<DatedEvent<DocumentEvent>> filings = unit.held(
                DocumentEvent.class,
                filing -> due.containsKey(kind(filing.data()))
                        && year(filing.data()) == unit.year()
                        && !filing.date().isAfter(unit.asOf()),
                evidence);
        LocalDate expectedFrom = unit.life().first().plusDays(expectedFromDay - 1L);
        BigFraction sum = BigFraction.ZERO;
        int expected = 0;
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Map.Entry<Kind, MonthDay> document : due.entrySet()) {
            LocalDate dueDate = document.getValue().atYear(unit.year());
            List<DatedEvent<DocumentEvent>> ofKind = filings.stream()
                    .filter(filing -> kind(filing.data()) == document.getKey())
                    .toList();
            FormulaNumbers numbers = new FormulaNumbers()
                    .put("document", document.getKey().name())
                    .put("due", dueDate);
            BigFraction worth = BigFraction.ZERO;
            if (dueDate.isBefore(expectedFrom)) {
                ofKind.forEach(filing -> evidence.doesNotCount(filing, Reason.NOT_EXPECTED));
                numbers.put("state", "NOT_EXPECTED");
            } else {
                expected++;
                LocalDate filed = earliest(ofKind, evidence);
                if (filed == null) {
                    numbers.put("state", unit.asOf().isAfter(dueDate) ? "OVERDUE" : "NOT_YET_DUE");
                } else {
                    long weeksLate = weeksLate(dueDate, filed);
                    worth = worth(weeksLate);
                    numbers.put("state", weeksLate == 0 ? "ON_TIME" : "LATE")
                            .put("filed", filed)
                            .put("weeksLate", (int) weeksLate);
                }
            }
            sum = sum.add(worth);
            documents.add(numbers.put("points", worth).asMap());
        }
        BigFraction full = points.multiply(expected);
        return PolicyResult.of(
                expected == 0 ? empty.ratio() : sum.divide(full),
                new FormulaNumbers()
                        .put("documents", documents)
                        .put("points", sum)
                        .put("fullPoints", full),
                evidence);
    }

    /** The first filing counts; later ones are left aside. */
    private static @Nullable LocalDate earliest(List<DatedEvent<DocumentEvent>> filings, Evidence evidence) {
        LocalDate earliest = null;
        for (DatedEvent<DocumentEvent> filing : filings) {
            if (earliest == null) {
                earliest = filing.date();
                evidence.counts(filing);
            } else {
                evidence.doesNotCount(filing, Reason.LATER_FILING);
            }
        }
        return earliest;
    }

    private static long weeksLate(LocalDate due, LocalDate filed) {
        return Math.max(0, Math.ceilDiv(filed.toEpochDay() - due.toEpochDay(), 7));
    }

    private BigFraction worth(long weeksLate) {
        BigFraction left = points.subtract(pointsPerWeekLate.multiply(weeksLate));
        return left.signum() < 0 ? BigFraction.ZERO : left;
    }

    private static @Nullable Kind kind(DocumentEvent event) {
        return switch (event) {
            case DocumentFiled filed -> filed.kind();
            case DocumentCorrected corrected -> corrected.kind();
            case DocumentWithdrawn _ -> null;
        };
    }

    private static int year(DocumentEvent event) {
        return switch (event) {
            case DocumentFiled filed -> filed.year();
            case DocumentCorrected corrected -> corrected.year();
            case DocumentWithdrawn withdrawn -> withdrawn.previousYear();
        };
    }
}
