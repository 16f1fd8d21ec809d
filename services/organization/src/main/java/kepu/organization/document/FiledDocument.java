package kepu.organization.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A document that a unit filed for a year; a plan (计划) and a summary (总结) have a day by which they are due. */
@Document("documents")
@Listed(
        period = "filedAt=occurredAt",
        by = {"kind=content.kind", "year=content.year"},
        text = "title=content.title",
        sort = {"filedAt=occurredAt", "id"})
class FiledDocument extends AmendableRecord<FiledDocument.Content> {
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

        /**
         * A year is not summed up before it begins, and no document is for a year long after its filing.
         *
         * @throws kepu.defaults.Rejection 422 {@code summary-before-its-year}, {@code document-of-later-year}
         */
        void requireMayBeFiledOn(LocalDate day) {
            if (kind == Kind.SUMMARY && year > day.getYear()) {
                throw DocumentRejection.summaryBeforeItsYear(year, day);
            }
            if (year > day.getYear() + 1) {
                throw DocumentRejection.ofLaterYear(year, day);
            }
        }
    }

    FiledDocument(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same title for the same year, whichever file. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.kind(), is.year(), is.title());
    }

    @Override
    protected DocumentFiled recorded(Content is) {
        return new DocumentFiled(id(), is.kind(), is.year(), is.title(), is.sha256());
    }

    @Override
    protected DocumentCorrected corrected(Content is, Content was, Instant before) {
        return new DocumentCorrected(id(), is.kind(), is.year(), is.title(), is.sha256(), was.year(), before);
    }

    @Override
    protected DocumentWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new DocumentWithdrawn(id(), reason, was.year(), before);
    }

    /** Days between the due day and the local day of filing, 0 if in time; none for kinds without a due day. */
    Optional<Long> daysLate(ZoneId zone) {
        LocalDate filed = LocalDate.ofInstant(occurredAt(), zone);
        return content().due().map(due -> Math.max(0, ChronoUnit.DAYS.between(due, filed)));
    }
}
