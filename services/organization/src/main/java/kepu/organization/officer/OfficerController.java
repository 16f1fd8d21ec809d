package kepu.organization.officer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Officers' posts over HTTP, each under the code of its unit. */
@RestController
@RequestMapping("/api/v1/organization")
class OfficerController {
    private final AppointOfficer appointOfficer;
    private final DismissOfficer dismissOfficer;
    private final OfficerViews views;

    OfficerController(AppointOfficer appointOfficer, DismissOfficer dismissOfficer, OfficerViews views) {
        this.appointOfficer = appointOfficer;
        this.dismissOfficer = dismissOfficer;
        this.views = views;
    }

    /** {@code personId} is a pseudonym, never a name. */
    record AppointmentRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}")
            String personId,

            @Nullable Instant until,
            @Nullable Instant occurredAt) {}

    record DepartureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    /** Posts to which somebody was ever appointed. */
    @AllowAnyRole
    @GetMapping("/officer-posts")
    ListAnswer<OfficerViews.PostView> posts(ListRequest<OfficerPost> request) {
        return request.answer(views::posts);
    }

    /** Posts of villages and townships that nobody holds now, also those that nobody ever held. */
    @AllowAnyRole
    @GetMapping("/officer-posts-vacant")
    ListAnswer<OfficerViews.PostView> vacant(ListRequest<Units.Known> request) {
        return views.vacant(request);
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/officer-posts/{unitId}")
    ResponseEntity<OfficerViews.PostView> post(@PathVariable String unitId) {
        OfficerViews.PostView post = views.post(unitId);
        return Receipts.versioned(post.version(), post);
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY},
            unit = "unitId")
    @PostMapping("/officer-posts/{unitId}/appointments")
    ResponseEntity<Receipt> appoint(
            @PathVariable String unitId, @Valid @RequestBody AppointmentRequest request, Command command) {
        return Receipts.created(
                "/api/v1/organization/officer-posts/" + unitId + "/appointments",
                appointOfficer.handle(command, unitId, request));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY},
            unit = "unitId")
    @PostMapping("/officer-posts/{unitId}/appointments/{appointmentId}/departure")
    ResponseEntity<Receipt> dismiss(
            @PathVariable String unitId,
            @PathVariable String appointmentId,
            @Valid @RequestBody DepartureRequest request,
            Command command) {
        return Receipts.done(dismissOfficer.handle(command, unitId, appointmentId, request));
    }
}
