package kepu.volunteers.team;

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
import kepu.volunteers.pseudonym.Pseudonym;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Teams, members and links over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers")
class TeamController {
    private static final String TEAMS = "/api/v1/volunteers/teams";

    private final FormTeam formTeam;
    private final EnlistVolunteer enlistVolunteer;
    private final ChangeMembership changeMembership;
    private final StartLink startLink;
    private final EndLink endLink;
    private final TeamViews views;

    TeamController(
            FormTeam formTeam,
            EnlistVolunteer enlistVolunteer,
            ChangeMembership changeMembership,
            StartLink startLink,
            EndLink endLink,
            TeamViews views) {
        this.formTeam = formTeam;
        this.enlistVolunteer = enlistVolunteer;
        this.changeMembership = changeMembership;
        this.startLink = startLink;
        this.endLink = endLink;
        this.views = views;
    }

    record TeamRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record MemberRequest(
            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String volunteerId,

            @NotBlank @Text(max = 50) String name,
            @Nullable Instant occurredAt) {}

    record LinkRequest(
            @NotBlank @Text(max = 64) String membershipId,
            @NotBlank @Text(max = 64) String targetId,
            @Nullable Instant occurredAt) {}

    record ReasonRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    record TimeRequest(@Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/teams")
    ResponseEntity<Receipt> form(@Valid @RequestBody TeamRequest request, Command command) {
        return Receipts.created(TEAMS, formTeam.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/teams/{id}")
    ResponseEntity<TeamViews.TeamView> team(@PathVariable String id) {
        TeamViews.TeamView team = views.team(id);
        return Receipts.versioned(team.version(), team);
    }

    @AllowAnyRole
    @GetMapping("/teams")
    ListAnswer<TeamViews.TeamView> teams(ListRequest<Team> request) {
        return request.answer(views::views);
    }

    /** Teams of open units with fewer active members than they need. */
    @AllowAnyRole
    @GetMapping("/teams-understaffed")
    ListAnswer<TeamViews.TeamView> understaffed(ListRequest<Team> request) {
        return request.only(_ -> views.understaffed()).answer(views::views);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/members")
    ResponseEntity<Receipt> enlist(
            @PathVariable String id, @Valid @RequestBody MemberRequest request, Command command) {
        return Receipts.created(TEAMS + "/" + id + "/members", enlistVolunteer.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/members/{membershipId}/suspension")
    ResponseEntity<Receipt> suspend(
            @PathVariable String id,
            @PathVariable String membershipId,
            @Valid @RequestBody ReasonRequest request,
            Command command) {
        return Receipts.done(changeMembership.suspend(command, id, membershipId, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/members/{membershipId}/reinstatement")
    ResponseEntity<Receipt> reinstate(
            @PathVariable String id,
            @PathVariable String membershipId,
            @Valid @RequestBody TimeRequest request,
            Command command) {
        return Receipts.done(changeMembership.reinstate(command, id, membershipId, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/members/{membershipId}/departure")
    ResponseEntity<Receipt> depart(
            @PathVariable String id,
            @PathVariable String membershipId,
            @Valid @RequestBody ReasonRequest request,
            Command command) {
        return Receipts.done(changeMembership.discharge(command, id, membershipId, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/links")
    ResponseEntity<Receipt> link(@PathVariable String id, @Valid @RequestBody LinkRequest request, Command command) {
        return Receipts.created(TEAMS + "/" + id + "/links", startLink.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/teams/{id}/links/{linkId}/end")
    ResponseEntity<Receipt> endLink(
            @PathVariable String id,
            @PathVariable String linkId,
            @Valid @RequestBody ReasonRequest request,
            Command command) {
        return Receipts.done(endLink.handle(command, id, linkId, request));
    }
}
