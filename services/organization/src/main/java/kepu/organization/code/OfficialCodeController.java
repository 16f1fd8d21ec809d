package kepu.organization.code;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.set.SetVersions.SetVersion;
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

/** Official codes of units over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/official-codes")
class OfficialCodeController {
    /** Of a county, with what a township and a village add. */
    private static final String FORM = "[0-9]{6}([0-9]{3}){0,2}";

    private final AmendableRecords records;
    private final OfficialCodes codes;

    OfficialCodeController(AmendableRecords records, OfficialCodes codes) {
        this.records = records;
        this.codes = codes;
    }

    /** {@code validFrom} is its first day; {@code occurredAt} when it was announced. */
    record OfficialCodeRequest(
            @NotBlank @Text(max = 24) String unitId,

            @NotNull @Pattern(regexp = FORM, message = "{form.official-code}")
            String officialCode,

            @NotNull LocalDate validFrom,
            @Nullable Instant occurredAt) {
        OfficialCode.Content content() {
            return new OfficialCode.Content(officialCode, validFrom);
        }
    }

    record CorrectionRequest(
            @NotNull @Pattern(regexp = FORM, message = "{form.official-code}")
            String officialCode,

            @NotNull LocalDate validFrom,
            @Nullable Instant occurredAt) {
        OfficialCode.Content content() {
            return new OfficialCode.Content(officialCode, validFrom);
        }
    }

    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @PostMapping
    ResponseEntity<Receipt> give(@Valid @RequestBody OfficialCodeRequest request, Command command) {
        return Receipts.created(records.record(command, OfficialCode.class, "official-code", id -> {
            SetVersion next = codes.requireAllowed(id, request.unitId(), request.content());
            Instant at = command.occurredAt(request.occurredAt());
            return next.takenBy(new OfficialCode(id, request.unitId(), request.content(), at, command.actor()));
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<OfficialCode.Content>> codes(ListRequest<OfficialCode> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<OfficialCode.Content>> code(@PathVariable String id) {
        return Receipts.versioned(records.view(OfficialCode.class, id));
    }

    /** A correction that states no time leaves it as it is. */
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, OfficialCode.class, id, code -> {
            Instant at = command.occurredAt(request.occurredAt(), code.occurredAt());
            var corrected = code.correct(request.content(), at, command.actor());
            codes.requireAllowed(id, code.unitId(), request.content()).takenBy(code);
            return corrected;
        }));
    }

    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(command, OfficialCode.class, id, code -> {
            var withdrawn = code.withdraw(request.reason(), command.now(), command.actor());
            codes.requireAllowedWithout(id, code.unitId()).takenBy(code);
            return withdrawn;
        }));
    }
}
