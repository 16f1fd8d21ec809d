package kepu.campaigns.archive;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import kepu.campaigns.file.ArchiveFiles;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveCorrected;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchivePublished;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveReturned;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent.Form;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.ArchiveEvent.Retention;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An entry (件) of one of the three archives: a file, or a reference to a paper document. */
@Document("archive-entries")
@Listed(
        state = ArchiveEntry.State.class,
        by = {
            "subject=content.subject",
            "subjectId=content.subjectId",
            "kind=content.kind",
            "retention=content.retention"
        },
        indexed = {"state", "fileId=content.file.fileId"},
        text = {"title=content.title", "responsible=content.responsible"},
        sort = {"occurredAt", "id", "number"})
class ArchiveEntry extends AmendableRecord<ArchiveEntry.Content> {
    /** 待审核, 已公开, 已退回, 已撤回. */
    enum State implements ListState {
        FILED,
        PUBLISHED,
        RETURNED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /**
     * What is kept.
     *
     * @param subjectId of what it is about
     * @param responsible the body that answers for it (责任者)
     * @param file its file, if it is kept as one
     * @param paperLocation where the paper document is
     */
    record Content(
            Subject subject,
            String subjectId,
            Kind kind,
            String title,
            String responsible,
            Retention retention,
            int pages,
            ArchiveFiles.@Nullable StoredFile file,
            @Nullable String paperLocation) {
        Content {
            if (file == null && paperLocation == null) {
                throw ArchiveRejection.withoutDocument();
            }
        }

        Form form() {
            return file == null ? Form.PAPER : Form.ELECTRONIC;
        }
    }

    /**
     * Who decided over its content, when and why.
     *
     * @param ground evidence of a publication, reason of a return
     */
    record Review(String by, Instant at, String ground) {}

    private final String number;
    private State state = State.FILED;
    private @Nullable Review review;

    /** @param number in the catalogue of its unit (件号); never given to another entry */
    ArchiveEntry(String id, String unitId, String number, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.number = number;
    }

    /** The same title about the same matter. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.subject(), is.subjectId(), is.kind(), is.title());
    }

    @Override
    protected ArchiveFiled recorded(Content is) {
        return new ArchiveFiled(id(), is.subject(), is.subjectId(), is.kind(), is.form(), is.retention(), is.pages());
    }

    /** What is stated anew has to be reviewed anew. */
    @Override
    protected ArchiveCorrected corrected(Content is, Content was, Instant before) {
        state = State.FILED;
        review = null;
        return new ArchiveCorrected(
                id(), is.subject(), is.subjectId(), is.kind(), is.form(), is.retention(), is.pages(), before);
    }

    @Override
    protected ArchiveWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new ArchiveWithdrawn(id(), reason, before);
    }

    /** The content is right (内容科学), says somebody who had no part in it. */
    DomainEvents publish(String by, String evidence, Instant at) {
        decide(State.PUBLISHED, new Review(by, at, evidence));
        return raise(at, new ArchivePublished(id(), by, evidence));
    }

    /** The content is to be put right, says somebody who had no part in it; also of what was published already. */
    DomainEvents sendBack(String by, String reason, Instant at) {
        decide(State.RETURNED, new Review(by, at, reason));
        return raise(at, new ArchiveReturned(id(), by, reason));
    }

    private void decide(State decided, Review why) {
        requireNotWithdrawn();
        requireNoPartIn(why.by());
        if (state == State.RETURNED) {
            throw ArchiveRejection.returned(id());
        }
        if (state == decided) {
            throw ArchiveRejection.alreadyPublished(id());
        }
        if (why.at().isBefore(occurredAt())) {
            throw ArchiveRejection.reviewedBeforeFiling(occurredAt());
        }
        state = decided;
        review = why;
    }

    String number() {
        return number;
    }

    State state() {
        return state;
    }

    @Nullable
    Review review() {
        return review;
    }
}
