package kepu.organization.funding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.Year;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
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

/** The funding ledger over HTTP; the unit existed on the day of each entry. */
@RestController
@RequestMapping("/api/v1/organization")
class FundingController {
    /** Ten million yuan (一千万元). */
    private static final int MOST_FEN = 1_000_000_000;

    private final AmendableRecords records;
    private final Units units;
    private final FundingSums sums;

    FundingController(AmendableRecords records, Units units, FundingSums sums) {
        this.records = records;
        this.units = units;
        this.sums = sums;
    }

    /** {@code amountFen} is in whole fen (分). */
    record EntryRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotNull Stage stage,
            @NotNull Purpose purpose,
            @NotNull Source source,
            @NotBlank @Text(max = 200) String title,
            @Min(1) @Max(MOST_FEN) int amountFen,
            @Nullable @Text(min = 1, max = 64) String voucherNumber,
            @Nullable Instant occurredAt) {
        FundingEntry.Content content() {
            return new FundingEntry.Content(stage, purpose, source, title, amountFen, voucherNumber);
        }
    }

    record CorrectionRequest(
            @NotNull Stage stage,
            @NotNull Purpose purpose,
            @NotNull Source source,
            @NotBlank @Text(max = 200) String title,
            @Min(1) @Max(MOST_FEN) int amountFen,
            @Nullable @Text(min = 1, max = 64) String voucherNumber,
            @Nullable Instant occurredAt) {
        FundingEntry.Content content() {
            return new FundingEntry.Content(stage, purpose, source, title, amountFen, voucherNumber);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/funding-entries")
    ResponseEntity<Receipt> record(@Valid @RequestBody EntryRequest request, Command command) {
        return Receipts.created(records.record(command, FundingEntry.class, "funding-entry", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(request.unitId()).openAt(at);
            return new FundingEntry(id, request.unitId(), request.content(), at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/funding-entries")
    ListAnswer<RecordView<FundingEntry.Content>> entries(ListRequest<FundingEntry> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/funding-entries/{id}")
    ResponseEntity<RecordView<FundingEntry.Content>> entry(@PathVariable String id) {
        return Receipts.versioned(records.view(FundingEntry.class, id));
    }

    /** A correction that states no time leaves it as it is. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/funding-entries/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, FundingEntry.class, id, entry -> {
            Instant at = command.occurredAt(request.occurredAt(), entry.occurredAt());
            units.requireKnown(entry.unitId()).openAt(at);
            return entry.correct(request.content(), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/funding-entries/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, FundingEntry.class, id, request));
    }

    /** Of the unit and all units below it now, by year and purpose; of one year or of all. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/funding-sums")
    FundingSums.SumsView sums(@RequestParam String unitId, @RequestParam(required = false) @Nullable Year year) {
        units.requireKnown(unitId);
        return sums.of(unitId, year == null ? null : year.getValue());
    }
}
