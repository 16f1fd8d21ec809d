package kepu.assessment.scoring;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.assessment.scoring.NotCounted.Reason;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** P02 计划总结: the documents of a year, each worth full points on time and less for every started week late. */
record FilingDates(BigFraction points, BigFraction pointsPerWeekLate, Map<Kind, MonthDay> due) implements Policy {
    FilingDates(Parameters parameters) {
        this(
                parameters.fraction("points"),
                parameters.points("pointsPerWeekLate"),
                parameters.daysOfYear("due", Kind.class));
    }

    @Override
    public Text formula() {
        String full = Exact.plain(points);
        String late = Exact.plain(pointsPerWeekLate);
        return new Text(
                "各文件按期(" + days(FilingDates::zh) + ")报送得 " + full + " 分，每迟一周(不足一周按一周)减 " + late + " 分，减完为止；得分之和 ÷ 满分",
                full + " for each document filed by its due date (" + days(FilingDates::en) + "), " + late
                        + " less for every started week late, not below 0; their sum ÷ full points");
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
    public Finding judge(UnitYear unit) {
        Evidence evidence = new Evidence();
        List<Dated<DocumentEvent>> filings = unit.held(
                DocumentEvent.class,
                DocumentEvent::documentId,
                DocumentWithdrawn.class::isInstance,
                filing -> due.containsKey(kind(filing.data()))
                        && year(filing.data()) == unit.year()
                        && !filing.date().isAfter(unit.asOf()),
                evidence);
        BigFraction sum = BigFraction.ZERO;
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Map.Entry<Kind, MonthDay> document : due.entrySet()) {
            LocalDate dueDate = document.getValue().atYear(unit.year());
            LocalDate filed = earliest(document.getKey(), filings, evidence);
            long weeksLate = filed == null ? 0 : weeksLate(dueDate, filed);
            BigFraction worth = filed == null ? BigFraction.ZERO : worth(weeksLate);
            sum = sum.add(worth);
            Numbers numbers =
                    new Numbers().put("document", document.getKey().name()).put("due", dueDate);
            if (filed == null) {
                numbers.put("state", unit.asOf().isAfter(dueDate) ? "OVERDUE" : "NOT_YET_DUE");
            } else {
                numbers.put("state", weeksLate == 0 ? "ON_TIME" : "LATE")
                        .put("filed", filed)
                        .put("weeksLate", (int) weeksLate);
            }
            documents.add(numbers.put("points", worth).asMap());
        }
        BigFraction full = points.multiply(due.size());
        return Finding.of(
                sum.divide(full),
                new Numbers().put("documents", documents).put("points", sum).put("fullPoints", full),
                evidence);
    }

    /** The first filing of a kind counts; later ones are left aside. */
    private static @Nullable LocalDate earliest(Kind kind, List<Dated<DocumentEvent>> filings, Evidence evidence) {
        LocalDate earliest = null;
        for (Dated<DocumentEvent> filing : filings) {
            if (kind(filing.data()) != kind) {
                continue;
            }
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
