package kepu.campaigns.window;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
    private final AnnounceWindow announceWindow;
    private final CorrectWindow correctWindow;
    private final WindowViews views;

    WindowController(AnnounceWindow announceWindow, CorrectWindow correctWindow, WindowViews views) {
        this.announceWindow = announceWindow;
        this.correctWindow = correctWindow;
        this.views = views;
    }

    record WindowRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Campaign campaign,
            @Min(1949) @Max(2999) int year,
            @Nullable @Text(min = 1, max = 100) String name,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotBlank @Text(max = 200) String theme,
            @Nullable Instant occurredAt) {}

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
