package kepu.organization.programme;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.ProgrammeEvent.Level;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Creation programmes over HTTP; each is of a county, whose authorities or those above it may run one. */
@RestController
@RequestMapping("/api/v1/organization")
class ProgrammeController {
    private final AmendableRecords records;
    private final Units units;
    private final Programmes programmes;

    ProgrammeController(AmendableRecords records, Units units, Programmes programmes) {
        this.records = records;
        this.units = units;
        this.programmes = programmes;
    }

    /** Few, so that there is never a next page. */
    record ProgrammesView(List<RecordView<Programme.Content>> items) {}

    /** {@code to} is the last day, included; {@code occurredAt} the time of the approval. */
    record ProgrammeRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 200) String title,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String approvalNumber,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @Nullable Instant occurredAt) {
        Programme.Content content() {
            return new Programme.Content(title, level, authority, approvalNumber, from, to, null);
        }
    }

    record CorrectionRequest(
            @NotBlank @Text(max = 200) String title,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String approvalNumber,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @Nullable Instant occurredAt) {
        Programme.Content content() {
            return new Programme.Content(title, level, authority, approvalNumber, from, to, null);
        }
    }

    record EndingRequest(
            @NotNull LocalDate lastDay,
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/programmes")
    ResponseEntity<Receipt> register(@Valid @RequestBody ProgrammeRequest request, Command command) {
        return Receipts.created(records.record(command, Programme.class, "programme", id -> {
            Units.Known county = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            if (county.kind() != Kind.COUNTY) {
                throw ProgrammeRejection.notOfACounty(county.unitId());
            }
            county.openAt(at);
            return new Programme(id, request.unitId(), request.content(), at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/programmes")
    ListAnswer<RecordView<Programme.Content>> programmes(ListRequest<Programme> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/programmes/{id}")
    ResponseEntity<RecordView<Programme.Content>> programme(@PathVariable String id) {
        return Receipts.versioned(records.view(Programme.class, id));
    }

    /** Those that are in force today for a unit: of the county that it is or now belongs to. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/programmes-in-force")
    ProgrammesView inForce(@RequestParam String unitId) {
        units.requireKnown(unitId);
        return new ProgrammesView(records.views(programmes.inForce(unitId)));
    }

    /** A correction that states no time leaves it as it is; one of an ended programme takes the ending back. */
    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/programmes/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Programme.class, id, programme -> {
            Instant at = command.occurredAt(request.occurredAt(), programme.occurredAt());
            units.requireKnown(programme.unitId()).openAt(at);
            return programme.correct(request.content(), at, command.actor());
        }));
    }

    /** Ends it before its term is over. */
    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/programmes/{id}/ending")
    ResponseEntity<Receipt> end(@PathVariable String id, @Valid @RequestBody EndingRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                Programme.class,
                id,
                programme -> programme.end(request.lastDay(), request.reason(), command.actor())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/programmes/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Programme.class, id, request));
    }
}
