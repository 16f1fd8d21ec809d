package kepu.organization.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.organization.ProgrammeEvent.Level;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An approved creation programme (创建示范活动) in a county: it happened when it was approved, and is in force for a term. */
@Document("programmes")
@Listed(
        by = {"level=content.level"},
        text = "title=content.title")
class Programme extends AmendableRecord<Programme.Content> {
    /**
     * What the approval says.
     *
     * @param to last day, included
     * @param endedBecause why {@code to} lies before the end of its term
     */
    record Content(
            String title,
            Level level,
            String authority,
            String approvalNumber,
            LocalDate from,
            LocalDate to,
            @Nullable String endedBecause) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    Programme(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (stated.to().isBefore(stated.from())) {
            throw ProgrammeRejection.endsBeforeItBegins(stated.from(), stated.to());
        }
    }

    /** Ends it before its term is over: a correction of its last day that says why. */
    DomainEvents end(LocalDate lastDay, String reason, String by) {
        requireNotWithdrawn();
        Content is = content();
        if (!lastDay.isBefore(is.to())) {
            throw ProgrammeRejection.overByThen(is.to());
        }
        return correct(
                new Content(is.title(), is.level(), is.authority(), is.approvalNumber(), is.from(), lastDay, reason),
                occurredAt(),
                by);
    }

    /** Whether it is in force on that local day, as known now. */
    boolean inForceOn(LocalDate day) {
        return !isWithdrawn() && content().covers(day);
    }

    /** The same title of the same level. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.title(), is.level());
    }

    @Override
    protected ProgrammeRegistered recorded(Content is) {
        return new ProgrammeRegistered(
                id(), is.title(), is.level(), is.authority(), is.approvalNumber(), is.from(), is.to());
    }

    @Override
    protected ProgrammeCorrected corrected(Content is, Content was, Instant before) {
        return new ProgrammeCorrected(
                id(),
                is.title(),
                is.level(),
                is.authority(),
                is.approvalNumber(),
                is.from(),
                is.to(),
                is.endedBecause(),
                was.from(),
                before);
    }

    @Override
    protected ProgrammeWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new ProgrammeWithdrawn(id(), reason, was.from(), before);
    }
}
