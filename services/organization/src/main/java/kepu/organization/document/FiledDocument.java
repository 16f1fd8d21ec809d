package kepu.organization.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A document that a unit filed for a year; a plan (计划) and a summary (总结) have a day by which they are due. */
@Document("documents")
class FiledDocument extends Aggregate {
    private final String recordedBy;
    private Content content;
    private Instant filedAt;
    private boolean withdrawn;

    /** @param sha256 of the file in lower-case hex, if there is a file */
    record Content(
            Kind kind, int year, String title, @Nullable String sha256) {
        /** The last day on which filing is in time; none for kinds without one. */
        Optional<LocalDate> due() {
            return switch (kind) {
                case PLAN -> Optional.of(LocalDate.of(year, Month.MARCH, 31));
                case SUMMARY -> Optional.of(LocalDate.of(year, Month.DECEMBER, 31));
                case RULES, OTHER -> Optional.empty();
            };
        }
    }

    FiledDocument(String id, String unitId, Content content, Instant filedAt, String recordedBy) {
        super(id, unitId);
        this.content = content;
        this.filedAt = filedAt;
        this.recordedBy = recordedBy;
    }

    Told file() {
        return tell(
                filedAt, new DocumentFiled(id(), content.kind(), content.year(), content.title(), content.sha256()));
    }

    Told correct(Content newContent, Instant newFiledAt) {
        stillHolds();
        int previousYear = content.year();
        Instant previousFiledAt = filedAt;
        content = newContent;
        filedAt = newFiledAt;
        return tell(
                filedAt,
                new DocumentCorrected(
                        id(),
                        content.kind(),
                        content.year(),
                        content.title(),
                        content.sha256(),
                        previousYear,
                        previousFiledAt));
    }

    Told withdraw(String reason, Instant at) {
        stillHolds();
        withdrawn = true;
        return tell(at, new DocumentWithdrawn(id(), reason, content.year(), filedAt));
    }

    /** Days between the due day and the local day of filing, 0 if in time; none for kinds without a due day. */
    Optional<Long> daysLate(ZoneId zone) {
        LocalDate filed = LocalDate.ofInstant(filedAt, zone);
        return content.due().map(due -> Math.max(0, ChronoUnit.DAYS.between(due, filed)));
    }

    private void stillHolds() {
        if (withdrawn) {
            throw DocumentRejection.alreadyWithdrawn(id());
        }
    }

    Content content() {
        return content;
    }

    Instant filedAt() {
        return filedAt;
    }

    boolean withdrawn() {
        return withdrawn;
    }

    String recordedBy() {
        return recordedBy;
    }
}
