package kepu.campaigns.window;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Windows over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns")
class WindowController {
    private static final String FURTHER_CAMPAIGN = "[a-z][a-z0-9-]{0,31}";

    private final AnnounceWindow announceWindow;
    private final CorrectWindow correctWindow;
    private final WindowViews views;
    private final AggregateStore store;

    WindowController(
            AnnounceWindow announceWindow, CorrectWindow correctWindow, WindowViews views, AggregateStore store) {
        this.announceWindow = announceWindow;
        this.correctWindow = correctWindow;
        this.views = views;
        this.store = store;
    }

    /** {@code campaign} is one of the three, or {@code furtherCampaign} the key of one that the county adds. */
    record WindowRequest(
            @NotBlank @Text(max = 32) String unitId,
            @Nullable Campaign campaign,

            @Pattern(regexp = FURTHER_CAMPAIGN, message = "{form.key}") @Nullable
            String furtherCampaign,

            @Min(1949) @Max(2999) int year,
            @Nullable @Text(min = 1, max = 100) String name,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotBlank @Text(max = 200) String theme,
            @Nullable Instant occurredAt) {
        /** One of the two is stated. */
        String named() {
            return campaign == null ? String.valueOf(furtherCampaign) : campaign.name();
        }
    }

    record CorrectionRequest(
            @Nullable @Text(min = 1, max = 100) String name,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotBlank @Text(max = 200) String theme,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/windows")
    ResponseEntity<Receipt> announce(@Valid @RequestBody WindowRequest request, Command command) {
        return Receipts.created("/api/v1/campaigns/windows", announceWindow.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/windows/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(correctWindow.handle(command.onSeenVersion(), id, request));
    }

    /** The county has no such window in that year, unless it is corrected, which sets it again. */
    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/windows/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(), Window.class, id, window -> window.withdraw(request.reason(), command.now())));
    }

    @AllowAnyRole
    @GetMapping("/windows/{id}")
    ResponseEntity<WindowViews.WindowView> window(@PathVariable String id) {
        WindowViews.WindowView window = views.window(id);
        return Receipts.versioned(window.version(), window);
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/windows")
    WindowViews.WindowsView windows(@RequestParam String unitId, @RequestParam Year year) {
        return views.windows(unitId, year.getValue());
    }

    /** The windows of the counties in reach, in whatever year. */
    @AllowAnyRole
    @GetMapping("/windows-announced")
    ListAnswer<WindowViews.WindowView> announced(ListRequest<Window> request) {
        return request.answer(WindowViews::views);
    }
}
