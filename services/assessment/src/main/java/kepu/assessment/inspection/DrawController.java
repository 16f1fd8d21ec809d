package kepu.assessment.inspection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws of the units to be inspected, over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment")
class DrawController {
    private final AggregateStore store;
    private final DrawUnits drawUnits;
    private final DrawsConcerning drawsConcerning;

    DrawController(AggregateStore store, DrawUnits drawUnits, DrawsConcerning drawsConcerning) {
        this.store = store;
        this.drawsConcerning = drawsConcerning;
        this.drawUnits = drawUnits;
    }

    /** {@code candidates} are villages below the plan's unit; none named stands for all of them. */
    record DrawRequest(
            @NotBlank @Text(max = 64) String planId,
            @Min(1) @Max(1000) int entryNumber,
            @Min(1) @Max(1000) int number,
            @NotNull @Size(max = 1000) Set<@NotBlank @Text(max = 24) String> candidates) {}

    /** The newest ones, so that there is never a next page. */
    record DrawsView(List<Draw.View> items) {}

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-draws")
    ResponseEntity<Receipt> commit(@Valid @RequestBody DrawRequest request, Command command, Caller caller) {
        return Receipts.created(drawUnits.handle(command, caller, request));
    }

    @AllowAnyRole
    @GetMapping("/inspection-draws")
    ListAnswer<Draw.View> draws(ListRequest<Draw> request) {
        return request.answer(found -> found.stream().map(Draw::view).toList());
    }

    @AllowAnyRole
    @GetMapping("/inspection-draws/{id}")
    ResponseEntity<Draw.View> draw(@PathVariable String id) {
        Draw.View draw = store.get(Draw.class, id).view();
        return Receipts.versioned(draw.version(), draw);
    }

    /** Those in which the unit is a candidate, so that it can recompute them, whoever made them. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/inspection-draws-concerning")
    DrawsView concerning(@RequestParam String unitId) {
        return new DrawsView(
                drawsConcerning.newest(unitId).stream().map(Draw::view).toList());
    }

    /** Tells the seed, and with it the units that are drawn. */
    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-draws/{id}/revelation")
    ResponseEntity<Receipt> reveal(@PathVariable String id, Command command) {
        return Receipts.done(store.update(command, Draw.class, id, draw -> draw.reveal(command.now())));
    }

    /** Before it is revealed; tells the seed as well. */
    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-draws/{id}/cancellation")
    ResponseEntity<Receipt> cancel(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(drawUnits.cancel(command, caller, id, request.reason()));
    }
}
