package kepu.volunteers.person;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AsksAnew;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.text.HoldsPersonalData;
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

/**
 * Personal data over HTTP, of a person by id ({@code unit:pseudonym}) or, where only one in reach bears it, by pseudonym.
 * What carries it prints nothing of itself, and no constraint stands on it: the framework logs both bodies and rejected
 * values when it is told to be talkative.
 */
@RestController
@RequestMapping("/api/v1/volunteers/people")
class PersonController {
    private static final String PEOPLE = "/api/v1/volunteers/people";
    private static final String UNPRINTED = "(personal data)";

    private final RecordPerson recordPerson;
    private final ChangePerson changePerson;
    private final UnmaskPerson unmaskPerson;
    private final ErasePerson erasePerson;
    private final PersonViews views;

    PersonController(
            RecordPerson recordPerson,
            ChangePerson changePerson,
            UnmaskPerson unmaskPerson,
            ErasePerson erasePerson,
            PersonViews views) {
        this.recordPerson = recordPerson;
        this.changePerson = changePerson;
        this.unmaskPerson = unmaskPerson;
        this.erasePerson = erasePerson;
        this.views = views;
    }

    record PersonRequest(
            @NotBlank @Text(max = 32) String unitId,

            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String personId,

            @HoldsPersonalData @Nullable String idNumber,
            @HoldsPersonalData @Nullable String phone,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    record ChangeRequest(
            @HoldsPersonalData @Nullable String idNumber,
            @HoldsPersonalData @Nullable String phone) {
        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    record UnmaskingRequest(
            @NotBlank @Text(max = 200, lines = true) String purpose) {}

    record ErasureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    record UnmaskedView(
            String personId,
            @Nullable String idNumber,
            @Nullable String phone) {
        @Override
        public String toString() {
            return UNPRINTED;
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody PersonRequest request, Command command) {
        return Receipts.created(PEOPLE, recordPerson.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.AUDITOR})
    @AsksAnew
    @GetMapping("/{id}")
    ResponseEntity<PersonViews.PersonView> person(@PathVariable String id) {
        PersonViews.PersonView person = views.person(views.idOf(id));
        return Receipts.unkept(person.version(), person);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.AUDITOR})
    @GetMapping
    ListAnswer<PersonViews.KnownView> people(ListRequest<Person> request) {
        return request.answer(PersonViews::known);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> change(
            @PathVariable String id, @Valid @RequestBody ChangeRequest request, Command command) {
        return Receipts.done(changePerson.handle(command.onSeenVersion(), views.idOf(id), request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/unmasking")
    ResponseEntity<UnmaskedView> unmask(
            @PathVariable String id, @Valid @RequestBody UnmaskingRequest request, Command command) {
        UnmaskPerson.Unmasked unmasked = unmaskPerson.handle(command, views.idOf(id), request);
        Plain plain = unmasked.plain();
        return Receipts.unkept(
                unmasked.version(),
                new UnmaskedView(
                        unmasked.personId(),
                        plain.idNumber() == null ? null : plain.idNumber().plain(),
                        plain.phone() == null ? null : plain.phone().plain()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/erasure")
    ResponseEntity<Receipt> erase(
            @PathVariable String id, @Valid @RequestBody ErasureRequest request, Command command) {
        return Receipts.done(erasePerson.handle(command, views.idOf(id), request));
    }
}
