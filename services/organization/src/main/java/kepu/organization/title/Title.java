package kepu.organization.title;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A title (称号) that an authority granted to a unit. */
@Document("titles")
@Listed(
        by = {"level=content.level"},
        text = "title=content.title")
class Title extends AmendableRecord<Title.Content> {
    /**
     * What the authority decided.
     *
     * @param validUntil last day on which it holds; none: no limit
     * @param track to which it adds in the year of its grant; none: to neither
     * @param deed what it was granted for, in the same words in each title for it; none: nothing that another title is for
     */
    record Content(
            String title,
            Level level,
            String authority,
            String documentNumber,
            @Nullable LocalDate validUntil,
            @Nullable Track track,
            @Nullable String deed) {}

    Title(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** Whether it holds on that local day, as known now. */
    boolean holdsOn(LocalDate day, LocalDate granted) {
        LocalDate last = content().validUntil();
        return !isWithdrawn() && !day.isBefore(granted) && (last == null || !day.isAfter(last));
    }

    /** The same title of the same level, whoever spells its authority how. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.title(), is.level());
    }

    @Override
    protected TitleGranted recorded(Content is) {
        return new TitleGranted(
                id(),
                is.title(),
                is.level(),
                is.authority(),
                is.documentNumber(),
                is.validUntil(),
                is.track(),
                is.deed());
    }

    @Override
    protected TitleCorrected corrected(Content is, Content was, Instant before) {
        return new TitleCorrected(
                id(),
                is.title(),
                is.level(),
                is.authority(),
                is.documentNumber(),
                is.validUntil(),
                is.track(),
                is.deed(),
                before);
    }

    @Override
    protected TitleWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new TitleWithdrawn(id(), reason, before);
    }
}
