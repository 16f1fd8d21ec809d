package kepu.campaigns.archive;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.AsksAnew;
import kepu.campaigns.file.ArchiveFiles;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.ArchiveEvent.Retention;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RejectionRequest;
import kepu.defaults.record.VerificationRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Archive entries, their review and the catalogue over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns")
class ArchiveController {
    private static final String PATH = "/api/v1/campaigns/archive-entries";
    private static final String SUBJECT = "[A-Za-z0-9][A-Za-z0-9_.:-]*";
    private static final int MOST_PAGES = 100_000;

    private final FileEntry fileEntry;
    private final PublishEntry publishEntry;
    private final AmendableRecords records;
    private final ArchiveViews views;
    private final ArchiveFiles files;

    ArchiveController(
            FileEntry fileEntry,
            PublishEntry publishEntry,
            AmendableRecords records,
            ArchiveViews views,
            ArchiveFiles files) {
        this.fileEntry = fileEntry;
        this.publishEntry = publishEntry;
        this.records = records;
        this.views = views;
        this.files = files;
    }

    record EntryRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Subject subject,

            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = SUBJECT, message = "{form.person-id}")
            String subjectId,

            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 100) String responsible,
            @NotNull Retention retention,
            @Min(1) @Max(MOST_PAGES) int pages,
            @Nullable @Text(min = 1, max = 100) String fileId,
            @Nullable @Text(min = 1, max = 200) String paperLocation,
            @Nullable Instant occurredAt) {
        ArchiveEntry.Content content(ArchiveFiles.@Nullable StoredFile file) {
            return new ArchiveEntry.Content(
                    subject, subjectId, kind, title, responsible, retention, pages, file, paperLocation);
        }
    }

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 100) String responsible,
            @NotNull Retention retention,
            @Min(1) @Max(MOST_PAGES) int pages,
            @Nullable @Text(min = 1, max = 100) String fileId,
            @Nullable @Text(min = 1, max = 200) String paperLocation,
            @Nullable Instant occurredAt) {
        /** About the same thing as before. */
        ArchiveEntry.Content content(ArchiveEntry.Content before, ArchiveFiles.@Nullable StoredFile file) {
            return new ArchiveEntry.Content(
                    before.subject(),
                    before.subjectId(),
                    kind,
                    title,
                    responsible,
                    retention,
                    pages,
                    file,
                    paperLocation);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.ROOM_KEEPER})
    @PostMapping("/archive-entries")
    ResponseEntity<Receipt> file(@Valid @RequestBody EntryRequest request, Command command) {
        return Receipts.created(PATH, fileEntry.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/archive-entries")
    ListAnswer<ArchiveViews.EntryView> entries(ListRequest<ArchiveEntry> request) {
        return request.answer(views::entries);
    }

    /** Those that hold, as a village archive keeps its catalogue (归档文件目录). */
    @AllowAnyRole
    @GetMapping("/archive-catalogue")
    ListAnswer<ArchiveViews.CatalogueRow> catalogue(ListRequest<ArchiveEntry> request) {
        return request.where(ArchiveViews.STANDING).answer(views::catalogue);
    }

    @AllowAnyRole
    @GetMapping("/archive-entries-waiting-for-review")
    ListAnswer<ArchiveViews.EntryView> waitingForReview(ListRequest<ArchiveEntry> request) {
        return request.where(ArchiveEntry.State.FILED.filter()).answer(views::entries);
    }

    @AllowAnyRole
    @GetMapping("/archive-entries/{id}")
    ResponseEntity<ArchiveViews.EntryView> entry(@PathVariable String id) {
        ArchiveViews.EntryView entry = views.entry(id);
        return Receipts.versioned(entry.version(), entry);
    }

    /** Always as a file to be kept, never as something that a browser shows; a part of it where the caller asks for one. */
    @AllowAnyRole
    @AsksAnew
    @GetMapping("/archive-entries/{id}/content")
    ResponseEntity<Resource> content(@PathVariable String id) {
        ArchiveViews.NamedFile file = views.file(id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.stored().mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .eTag('"' + file.stored().sha256() + '"')
                .body(files.content(file.stored().fileId()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.ROOM_KEEPER})
    @PutMapping("/archive-entries/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(fileEntry.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.ROOM_KEEPER})
    @PostMapping("/archive-entries/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, ArchiveEntry.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR})
    @PostMapping("/archive-entries/{id}/publication")
    ResponseEntity<Receipt> publish(
            @PathVariable String id, @Valid @RequestBody VerificationRequest request, Command command) {
        return Receipts.done(publishEntry.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.INSPECTOR})
    @PostMapping("/archive-entries/{id}/return")
    ResponseEntity<Receipt> sendBack(
            @PathVariable String id, @Valid @RequestBody RejectionRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                ArchiveEntry.class,
                id,
                entry -> entry.sendBack(command.actor(), request.reason(), command.occurredAt(request.occurredAt()))));
    }
}
