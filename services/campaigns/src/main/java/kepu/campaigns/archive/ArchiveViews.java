package kepu.campaigns.archive;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.campaigns.file.ArchiveFiles;
import kepu.contracts.campaigns.ArchiveEvent.Form;
import kepu.contracts.campaigns.ArchiveEvent.Retention;
import kepu.defaults.list.FactState;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of archive entries. */
@Component
class ArchiveViews {
    static final Bson STANDING = FactState.VALID.filter();

    private final AmendableRecords records;
    private final ZoneId zone;

    ArchiveViews(AmendableRecords records, ZoneId zone) {
        this.records = records;
        this.zone = zone;
    }

    /** @param number in the catalogue of its unit (件号) */
    record EntryView(
            String id,
            String unitId,
            String number,
            @JsonUnwrapped ArchiveEntry.Content content,
            Form form,
            Instant occurredAt,
            ArchiveEntry.State state,
            ArchiveEntry.@Nullable Review review,
            @Nullable Duplicate duplicate,
            String recordedBy,
            @Nullable String correctedBy,
            long version) {}

    /** A line of the catalogue, with the columns that village archives use. */
    record CatalogueRow(
            @JsonPropertyDescription("件号") String number,
            @JsonPropertyDescription("责任者") String responsible,
            @JsonPropertyDescription("题名") String title,
            @JsonPropertyDescription("日期") LocalDate date,
            @JsonPropertyDescription("保管期限") String retention,
            @JsonPropertyDescription("页数") int pages,
            @JsonPropertyDescription("备注") String remark) {}

    /** A file and what it is called when it is given out. */
    record NamedFile(ArchiveFiles.StoredFile stored, String name) {}

    /** @throws kepu.defaults.Rejection 404 {@code not-found}, {@code archive-without-file} */
    NamedFile file(String id) {
        ArchiveEntry entry = records.get(ArchiveEntry.class, id);
        ArchiveFiles.StoredFile file = entry.content().file();
        if (file == null || entry.isWithdrawn()) {
            throw ArchiveRejection.withoutFile(id);
        }
        String title = entry.content().title().replaceAll("[/\\\\:*?\"<>|]", "_");
        return new NamedFile(file, title + '.' + file.extension());
    }

    EntryView entry(String id) {
        return view(records.get(ArchiveEntry.class, id));
    }

    List<EntryView> entries(List<ArchiveEntry> entries) {
        return entries.stream().map(ArchiveViews::view).toList();
    }

    List<CatalogueRow> catalogue(List<ArchiveEntry> entries) {
        return entries.stream().map(this::row).toList();
    }

    private CatalogueRow row(ArchiveEntry entry) {
        ArchiveEntry.Content content = entry.content();
        String location = content.paperLocation();
        return new CatalogueRow(
                entry.number(),
                content.responsible(),
                content.title(),
                LocalDate.ofInstant(entry.occurredAt(), zone),
                inWords(content.retention()),
                content.pages(),
                location == null ? "电子" : location);
    }

    private static String inWords(Retention retention) {
        return switch (retention) {
            case PERMANENT -> "永久";
            case YEARS_30 -> "30年";
            case YEARS_10 -> "10年";
        };
    }

    private static EntryView view(ArchiveEntry entry) {
        return new EntryView(
                entry.id(),
                entry.unitId(),
                entry.number(),
                entry.content(),
                entry.content().form(),
                entry.occurredAt(),
                entry.state(),
                entry.review(),
                entry.duplicate(),
                entry.recordedBy(),
                entry.correctedBy(),
                entry.version());
    }
}
