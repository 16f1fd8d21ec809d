package kepu.readingrooms.loan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
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

/** Loans over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class LoanController {
    private final LendResource lendResource;
    private final AmendableRecords records;
    private final Clock clock;
    private final ZoneId zone;

    LoanController(LendResource lendResource, AmendableRecords records, Clock clock, ZoneId zone) {
        this.lendResource = lendResource;
        this.records = records;
        this.clock = clock;
        this.zone = zone;
    }

    record LoanRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotBlank @Text(max = 64) String readerId,
            @NotBlank @Text(max = 64) String resourceId,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotBlank @Text(max = 64) String readerId,
            @NotBlank @Text(max = 64) String resourceId,
            @Nullable Instant occurredAt) {}

    record StepRequest(@Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/loans")
    ResponseEntity<Receipt> lend(@Valid @RequestBody LoanRequest request, Command command) {
        return Receipts.created(lendResource.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @GetMapping("/loans")
    ListAnswer<LoanView> loans(ListRequest<Loan> request) {
        return request.answer(LoanView::of);
    }

    /** Not returned by the end of the day on which they were due. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @GetMapping("/loans-overdue")
    ListAnswer<LoanView> overdue(ListRequest<Loan> request) {
        return request.where(Loan.overdueOn(LocalDate.now(clock.withZone(zone))))
                .answer(LoanView::of);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @GetMapping("/loans/{id}")
    ResponseEntity<LoanView> loan(@PathVariable String id) {
        LoanView loan = LoanView.of(records.get(Loan.class, id));
        return Receipts.versioned(loan.version(), loan);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/loans/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(lendResource.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/loans/{id}/renewal")
    ResponseEntity<Receipt> renew(@PathVariable String id, @Valid @RequestBody StepRequest request, Command command) {
        return Receipts.done(lendResource.renew(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/loans/{id}/return")
    ResponseEntity<Receipt> giveBack(
            @PathVariable String id, @Valid @RequestBody StepRequest request, Command command) {
        return Receipts.done(lendResource.giveBack(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/loans/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(lendResource.withdraw(command, id, request));
    }
}
