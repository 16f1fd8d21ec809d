package kepu.campaigns.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.campaigns.activity.Activities;
import kepu.campaigns.file.ArchiveFiles;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files an entry about an activity of a unit, or about something that another service knows, and corrects such an entry;
 * it goes on being about the same thing.
 */
@Component
class FileEntry {
    private final AmendableRecords records;
    private final Activities activities;
    private final ArchiveFiles files;
    private final UnitReplica units;
    private final ItemNumbers numbers;
    private final ZoneId zone;

    FileEntry(
            AmendableRecords records,
            Activities activities,
            ArchiveFiles files,
            UnitReplica units,
            ItemNumbers numbers,
            ZoneId zone) {
        this.records = records;
        this.activities = activities;
        this.files = files;
        this.units = units;
        this.numbers = numbers;
        this.zone = zone;
    }

    Receipt handle(Command command, ArchiveController.EntryRequest request) {
        return records.record(command, ArchiveEntry.class, "archive-entry", id -> {
            Access.current().require(request.unitId());
            units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            if (request.subject() == Subject.ACTIVITY) {
                requireNotBefore(activities.require(request.unitId(), request.subjectId()), at);
            }
            ArchiveEntry.Content content = request.content(file(request.fileId(), request.unitId()));
            String number = numbers.next(request.unitId(), localDate(at).getYear());
            return new ArchiveEntry(id, request.unitId(), number, content, at, command.actor());
        });
    }

    Receipt correct(Command command, String entryId, ArchiveController.CorrectionRequest request) {
        return records.change(command, ArchiveEntry.class, entryId, entry -> {
            Instant at = command.occurredAt(request.occurredAt(), entry.occurredAt());
            if (entry.content().subject() == Subject.ACTIVITY) {
                activities.find(entry.content().subjectId()).ifPresent(held -> requireNotBefore(held, at));
            }
            ArchiveFiles.StoredFile file = file(request.fileId(), entry.unitId());
            return entry.correct(request.content(entry.content(), file), at, command.actor());
        });
    }

    private ArchiveFiles.@Nullable StoredFile file(@Nullable String fileId, String unitId) {
        return fileId == null ? null : files.require(fileId, unitId);
    }

    private void requireNotBefore(Activities.Held activity, Instant filedAt) {
        LocalDate held = localDate(activity.at());
        if (localDate(filedAt).isBefore(held)) {
            throw ArchiveRejection.beforeActivity(held);
        }
    }

    private LocalDate localDate(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}
