package kepu.organization.document;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
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
@RequestMapping("/api/v1/organization/documents")
class DocumentController {
    private final FileDocument fileDocument;
    private final AmendDocument amendDocument;
    private final DocumentViews views;

    DocumentController(FileDocument fileDocument, AmendDocument amendDocument, DocumentViews views) {
        this.fileDocument = fileDocument;
        this.amendDocument = amendDocument;
        this.views = views;
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

    record WithdrawalRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> file(@Valid @RequestBody FilingRequest request, Command command) {
        return Receipts.created("/api/v1/organization/documents", fileDocument.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<DocumentViews.DocumentView> document(@PathVariable String id) {
        DocumentViews.DocumentView document = views.document(id);
        return Receipts.versioned(document.version(), document);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(amendDocument.correct(command.onSeenVersion(), id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(amendDocument.withdraw(command.onSeenVersion(), id, request));
    }
}
