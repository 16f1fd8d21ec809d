package kepu.readingrooms.usage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Usage over HTTP: taken by the thousand, shown by room and day. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class UsageController {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";

    private final RecordUsage recordUsage;
    private final WithdrawUsage withdrawUsage;
    private final UsageViews views;

    UsageController(RecordUsage recordUsage, WithdrawUsage withdrawUsage, UsageViews views) {
        this.recordUsage = recordUsage;
        this.withdrawUsage = withdrawUsage;
        this.views = views;
    }

    /**
     * One use; {@code recordId} is unique within room, day and source, and {@code readerId} a pseudonym within the unit, never a
     * name: without it the use is in the numbers only.
     */
    record UseRequest(
            @NotNull @Pattern(regexp = ID, message = "{form.person-id}")
            String recordId,

            @NotBlank @Text(max = 64) String roomId,
            @NotNull LocalDate date,
            @NotNull UsageDay.Kind kind,

            @Nullable @Pattern(regexp = ID, message = "{form.person-id}")
            String readerId) {}

    /** The file of a platform: what it is called, and up to which day it says what it knows. */
    record FileRequest(
            @NotBlank @Text(max = 100) String name, @NotNull LocalDate dated) {
        String shown() {
            return name + " (" + dated + ")";
        }
    }

    record UsageRequest(
            @NotNull Source source,
            @Nullable @Valid FileRequest file,

            @NotEmpty @Size(max = 2000) List<@NotNull @Valid UseRequest> records) {}

    /**
     * The answer to a batch.
     *
     * @param records how many were sent
     * @param events of all days; none if all was known
     * @param days what became of each day
     */
    record UsageReceipt(String id, long version, int records, List<String> events, List<Receipt> days) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/usage")
    UsageReceipt record(@Valid @RequestBody UsageRequest request, Command command) {
        List<Receipt> days = recordUsage.handle(command, request);
        List<String> events =
                days.stream().flatMap(day -> day.events().stream()).toList();
        return new UsageReceipt(command.newId("usage"), 1, request.records().size(), events, days);
    }

    @AllowAnyRole
    @GetMapping("/usage-days")
    ListAnswer<UsageViews.UsageDayView> days(ListRequest<UsageDay> request) {
        return request.answer(UsageViews::days);
    }

    @Allow({
        Role.TOWNSHIP_CLERK,
        Role.VILLAGE_SECRETARY,
        Role.ROOM_KEEPER,
        Role.INSPECTOR,
        Role.COUNTY_ANALYST,
        Role.AUDITOR
    })
    @GetMapping("/usage-days/{id}")
    ResponseEntity<UsageViews.UsageDayView> day(@PathVariable String id) {
        UsageViews.UsageDayView day = views.day(id);
        return Receipts.versioned(day.version(), day);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/usage-days/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(withdrawUsage.handle(command, id, request));
    }
}
