package kepu.organization.leadinggroup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.Role;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Leading groups over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/leading-groups")
class LeadingGroupController {
    private final FormLeadingGroup formLeadingGroup;
    private final AssignGroupMember assignGroupMember;
    private final ReleaseGroupMember releaseGroupMember;
    private final DissolveLeadingGroup dissolveLeadingGroup;
    private final LeadingGroupViews views;

    LeadingGroupController(
            FormLeadingGroup formLeadingGroup,
            AssignGroupMember assignGroupMember,
            ReleaseGroupMember releaseGroupMember,
            DissolveLeadingGroup dissolveLeadingGroup,
            LeadingGroupViews views) {
        this.formLeadingGroup = formLeadingGroup;
        this.assignGroupMember = assignGroupMember;
        this.releaseGroupMember = releaseGroupMember;
        this.dissolveLeadingGroup = dissolveLeadingGroup;
        this.views = views;
    }

    /** {@code carriedBy}: the body that carries the duty instead of a group of its own. */
    record GroupRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 100) String name,
            @Nullable Carrier carriedBy,
            @Nullable Instant until,
            @Nullable Instant occurredAt) {}

    /** {@code personId} is a pseudonym, never a name. */
    record MemberRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}")
            String personId,

            @NotNull Role role,
            @NotBlank @Text(max = 200) String duty,
            @Nullable Instant occurredAt) {}

    record ReleaseRequest(@Nullable Instant occurredAt) {}

    record DissolutionRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({AccountEvent.Role.TOWNSHIP_CLERK, AccountEvent.Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> form(@Valid @RequestBody GroupRequest request, Command command) {
        return Receipts.created("/api/v1/organization/leading-groups", formLeadingGroup.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<LeadingGroupViews.GroupView> group(@PathVariable String id) {
        LeadingGroupViews.GroupView group = views.group(id);
        return Receipts.versioned(group.version(), group);
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<LeadingGroupViews.GroupView> groups(ListRequest<LeadingGroup> request) {
        return views.groups(request);
    }

    @Allow({AccountEvent.Role.TOWNSHIP_CLERK, AccountEvent.Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/members")
    ResponseEntity<Receipt> assign(
            @PathVariable String id, @Valid @RequestBody MemberRequest request, Command command) {
        return Receipts.created(
                "/api/v1/organization/leading-groups/" + id + "/members",
                assignGroupMember.handle(command, id, request));
    }

    @Allow({AccountEvent.Role.TOWNSHIP_CLERK, AccountEvent.Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/members/{assignmentId}/release")
    ResponseEntity<Receipt> release(
            @PathVariable String id,
            @PathVariable String assignmentId,
            @Valid @RequestBody ReleaseRequest request,
            Command command) {
        return Receipts.done(releaseGroupMember.handle(command, id, assignmentId, request));
    }

    @Allow({AccountEvent.Role.TOWNSHIP_CLERK, AccountEvent.Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/dissolution")
    ResponseEntity<Receipt> dissolve(
            @PathVariable String id, @Valid @RequestBody DissolutionRequest request, Command command) {
        return Receipts.done(dissolveLeadingGroup.handle(command, id, request));
    }
}
