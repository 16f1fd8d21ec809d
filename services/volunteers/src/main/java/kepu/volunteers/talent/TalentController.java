package kepu.volunteers.talent;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.volunteers.TalentEvent.Skill;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.volunteers.pseudonym.Pseudonym;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The talent register over HTTP, of a person by id ({@code unit:pseudonym}). */
@RestController
@RequestMapping("/api/v1/volunteers")
class TalentController {
    private static final String PATH = "/api/v1/volunteers/talents";

    private final AggregateStore store;
    private final RegisterTalent registerTalent;
    private final UnitReplica units;

    TalentController(AggregateStore store, RegisterTalent registerTalent, UnitReplica units) {
        this.store = store;
        this.registerTalent = registerTalent;
        this.units = units;
    }

    record TalentRequest(
            @NotBlank @Text(max = 32) String unitId,

            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String personId,

            @NotEmpty @Size(max = 12) Set<@NotNull Skill> skills,
            @NotNull @Text(max = 100) String profession,
            boolean scienceTalent,
            @Nullable Instant occurredAt) {
        Talent.Content content() {
            return new Talent.Content(skills, profession, scienceTalent);
        }
    }

    record ChangeRequest(
            @NotEmpty @Size(max = 12) Set<@NotNull Skill> skills,
            @NotNull @Text(max = 100) String profession,
            boolean scienceTalent,
            @Nullable Instant occurredAt) {
        Talent.Content content() {
            return new Talent.Content(skills, profession, scienceTalent);
        }
    }

    record RemovalRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/talents")
    ResponseEntity<Receipt> register(@Valid @RequestBody TalentRequest request, Command command) {
        return Receipts.created(PATH, registerTalent.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/talents")
    ListAnswer<TalentView> talents(ListRequest<Talent> request) {
        return request.answer(TalentView::of);
    }

    @AllowAnyRole
    @GetMapping("/science-talents")
    ListAnswer<TalentView> scienceTalents(ListRequest<Talent> request) {
        return request.where(TalentView.scienceTalents()).answer(TalentView::of);
    }

    @AllowAnyRole
    @GetMapping("/talents/{id}")
    ResponseEntity<TalentView> talent(@PathVariable String id) {
        TalentView talent = TalentView.of(store.get(Talent.class, id));
        return Receipts.versioned(talent.version(), talent);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/talents/{id}")
    ResponseEntity<Receipt> change(
            @PathVariable String id, @Valid @RequestBody ChangeRequest request, Command command) {
        return Receipts.done(store.update(command.onSeenVersion(), Talent.class, id, talent -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(talent.unitId()).openAt(at);
            return talent.change(request.content(), at);
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/talents/{id}/removal")
    ResponseEntity<Receipt> remove(
            @PathVariable String id, @Valid @RequestBody RemovalRequest request, Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(),
                Talent.class,
                id,
                talent -> talent.remove(request.reason(), command.occurredAt(request.occurredAt()))));
    }
}
