package kepu.organization.document;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Documents over HTTP. */
@RestController
@RequestMapping("/api/v1/organization")
class DocumentController {
    private final AmendableRecords records;
    private final Units units;
    private final DueDocuments dueDocuments;
    private final ZoneId zone;

    DocumentController(AmendableRecords records, Units units, DueDocuments dueDocuments, ZoneId zone) {
        this.records = records;
        this.units = units;
        this.dueDocuments = dueDocuments;
        this.zone = zone;
    }

    record FilingRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotNull Kind kind,
            @Min(1949) @Max(2999) int year,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = "[0-9a-f]{64}", message = "{form.sha-256}") @Nullable
            String sha256,

            @Nullable Instant occurredAt) {
        FiledDocument.Content content() {
            return new FiledDocument.Content(kind, year, title, sha256);
        }
    }

    record CorrectionRequest(
            @NotNull Kind kind,
            @Min(1949) @Max(2999) int year,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = "[0-9a-f]{64}", message = "{form.sha-256}") @Nullable
            String sha256,

            @Nullable Instant occurredAt) {
        FiledDocument.Content content() {
            return new FiledDocument.Content(kind, year, title, sha256);
        }
    }

    /** Also a closed unit may still file: the summary of its last year is written afterwards. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/documents")
    ResponseEntity<Receipt> file(@Valid @RequestBody FilingRequest request, Command command) {
        return Receipts.created(
                "/api/v1/organization/documents", records.record(command, FiledDocument.class, "document", id -> {
                    units.requireKnown(request.unitId());
                    Instant at = command.occurredAt(request.occurredAt());
                    FiledDocument.Content content = request.content();
                    content.requireMayBeFiledOn(LocalDate.ofInstant(at, zone));
                    return new FiledDocument(id, request.unitId(), content, at, command.actor());
                }));
    }

    @AllowAnyRole
    @GetMapping("/documents")
    ListAnswer<DocumentView> documents(ListRequest<FiledDocument> request) {
        return request.answer(documents -> documents.stream()
                .map(document -> DocumentView.of(document, zone))
                .toList());
    }

    /** Villages and townships that have not filed what is due, or will be within 30 days. */
    @AllowAnyRole
    @GetMapping("/documents-due")
    ListAnswer<DueDocuments.DueView> due(ListRequest<Units.Known> request) {
        return dueDocuments.list(request);
    }

    @AllowAnyRole
    @GetMapping("/documents/{id}")
    ResponseEntity<DocumentView> document(@PathVariable String id) {
        DocumentView document = DocumentView.of(records.get(FiledDocument.class, id), zone);
        return Receipts.versioned(document.version(), document);
    }

    /** A correction that states no time leaves it as it is. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/documents/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, FiledDocument.class, id, document -> {
            Instant stated = request.occurredAt();
            Instant at = command.occurredAt(stated, document.occurredAt());
            FiledDocument.Content content = request.content();
            content.requireMayBeFiledOn(LocalDate.ofInstant(at, zone));
            return document.correct(content, at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/documents/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, FiledDocument.class, id, request));
    }
}
