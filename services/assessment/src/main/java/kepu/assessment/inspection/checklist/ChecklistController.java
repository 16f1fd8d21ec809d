package kepu.assessment.inspection.checklist;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checklists of inspections over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment")
class ChecklistController {
    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,31}";

    private final AggregateStore store;
    private final Checklists checklists;
    private final PublishChecklist publishChecklist;

    ChecklistController(AggregateStore store, Checklists checklists, PublishChecklist publishChecklist) {
        this.store = store;
        this.checklists = checklists;
        this.publishChecklist = publishChecklist;
    }

    record ItemRequest(
            @NotBlank @Text(max = 24) String code,
            @NotBlank @Text(max = 300) String text,
            @Min(1) @Max(100) int maxPoints) {
        Checklist.Item item() {
            return new Checklist.Item(code, text, maxPoints);
        }
    }

    record ChecklistRequest(
            @NotBlank @Text(max = 24) String unitId,

            @NotNull @Pattern(regexp = CODE, message = "{form.code}")
            String code,

            @Min(1) @Max(1000) int edition,
            @NotBlank @Text(max = 200) String title,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid ItemRequest> items,
            @Nullable Instant occurredAt) {}

    record ChecklistView(
            String id,
            String unitId,
            String code,
            int edition,
            String title,
            List<Checklist.Item> items,
            Instant publishedAt,
            long version) {
        static ChecklistView of(Checklist checklist) {
            return new ChecklistView(
                    checklist.id(),
                    checklist.unitId(),
                    checklist.code(),
                    checklist.edition(),
                    checklist.title(),
                    checklist.items(),
                    checklist.publishedAt(),
                    checklist.version());
        }
    }

    /** Few, so that there is never a next page. */
    record ChecklistsView(List<ChecklistView> items) {}

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-checklists")
    ResponseEntity<Receipt> publish(@Valid @RequestBody ChecklistRequest request, Command command) {
        return Receipts.created(publishChecklist.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/inspection-checklists")
    ListAnswer<ChecklistView> checklists(ListRequest<Checklist> request) {
        return request.answer(found -> found.stream().map(ChecklistView::of).toList());
    }

    @AllowAnyRole
    @GetMapping("/inspection-checklists/{id}")
    ResponseEntity<ChecklistView> checklist(@PathVariable String id) {
        ChecklistView checklist = ChecklistView.of(store.get(Checklist.class, id));
        return Receipts.versioned(checklist.version(), checklist);
    }

    /** The newest editions by which the unit may be inspected: its own and those of the units above it. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/inspection-checklists-applying")
    ChecklistsView applying(@RequestParam String unitId) {
        return new ChecklistsView(
                checklists.applyingTo(unitId).stream().map(ChecklistView::of).toList());
    }
}
