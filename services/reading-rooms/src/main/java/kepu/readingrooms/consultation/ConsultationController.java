package kepu.readingrooms.consultation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.function.BiFunction;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.ConsultationEvent.Destination;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.contracts.readingrooms.ConsultationEvent.Rating;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.HoldsPersonalData;
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
import org.springframework.web.bind.annotation.RestController;

/** Consultations over HTTP; each step is taken on the version that its caller has seen. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class ConsultationController {
    private static final String PERSON = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";

    private final AskConsultation askConsultation;
    private final AmendConsultation amendConsultation;
    private final AmendableRecords records;
    private final ConsultationViews views;

    ConsultationController(
            AskConsultation askConsultation,
            AmendConsultation amendConsultation,
            AmendableRecords records,
            ConsultationViews views) {
        this.askConsultation = askConsultation;
        this.amendConsultation = amendConsultation;
        this.records = records;
        this.views = views;
    }

    /** {@code askerId} is a pseudonym, never a name; {@code phone} is sealed, and this prints nothing of it. */
    record ConsultationRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 2000, lines = true) String question,

            @Nullable @Pattern(regexp = PERSON, message = "{form.person-id}")
            String askerId,

            @HoldsPersonalData @Nullable String phone,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return "(personal data)";
        }
    }

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 2000, lines = true) String question,

            @Nullable @Pattern(regexp = PERSON, message = "{form.person-id}")
            String askerId,

            @Nullable Instant occurredAt) {}

    record AssignmentRequest(
            @NotNull @Pattern(regexp = PERSON, message = "{form.person-id}")
            String assigneeId,

            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record AnswerRequest(
            @NotBlank @Text(max = 4000, lines = true) String answer,
            @Nullable Instant occurredAt) {}

    record RatingRequest(
            @NotNull Rating rating,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record TransferRequest(
            @NotNull Destination destination,
            @NotBlank @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record MergeRequest(
            @NotBlank @Text(max = 64) String intoConsultationId,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/consultations")
    ResponseEntity<Receipt> ask(@Valid @RequestBody ConsultationRequest request, Command command) {
        return Receipts.created(askConsultation.record(command, request));
    }

    @AllowAnyRole
    @GetMapping("/consultations")
    ListAnswer<ConsultationViews.ConsultationView> consultations(ListRequest<Consultation> request) {
        return request.answer(views::consultations);
    }

    @AllowAnyRole
    @GetMapping("/consultations-open")
    ListAnswer<ConsultationViews.ConsultationView> open(ListRequest<Consultation> request) {
        return request.where(views.open()).answer(views::consultations);
    }

    @AllowAnyRole
    @GetMapping("/consultations-due")
    ListAnswer<ConsultationViews.ConsultationView> due(ListRequest<Consultation> request) {
        return request.where(views.due()).answer(views::consultations);
    }

    @AllowAnyRole
    @GetMapping("/consultations-overdue")
    ListAnswer<ConsultationViews.ConsultationView> overdue(ListRequest<Consultation> request) {
        return request.where(views.overdue()).answer(views::consultations);
    }

    @AllowAnyRole
    @GetMapping("/consultations/{id}")
    ResponseEntity<ConsultationViews.ConsultationView> consultation(@PathVariable String id) {
        ConsultationViews.ConsultationView consultation = views.consultation(id);
        return Receipts.versioned(consultation.version(), consultation);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/consultations/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(amendConsultation.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/consultations/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(amendConsultation.withdraw(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/consultations/{id}/assignment")
    ResponseEntity<Receipt> assign(
            @PathVariable String id, @Valid @RequestBody AssignmentRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (one, at) -> one.assign(request.assigneeId(), request.note(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/consultations/{id}/answer")
    ResponseEntity<Receipt> answer(
            @PathVariable String id, @Valid @RequestBody AnswerRequest request, Command command) {
        return step(command, id, request.occurredAt(), (one, at) -> one.answer(request.answer(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.INSPECTOR})
    @PostMapping("/consultations/{id}/rating")
    ResponseEntity<Receipt> rate(@PathVariable String id, @Valid @RequestBody RatingRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (one, at) -> one.rate(request.rating(), request.note(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/consultations/{id}/transfer")
    ResponseEntity<Receipt> transfer(
            @PathVariable String id, @Valid @RequestBody TransferRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (one, at) -> one.transfer(request.destination(), request.note(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/consultations/{id}/merger")
    ResponseEntity<Receipt> merge(@PathVariable String id, @Valid @RequestBody MergeRequest request, Command command) {
        return Receipts.done(amendConsultation.merge(command, id, request));
    }

    private ResponseEntity<Receipt> step(
            Command command,
            String id,
            @Nullable Instant stated,
            BiFunction<Consultation, Instant, DomainEvents> step) {
        return Receipts.done(
                records.change(command, Consultation.class, id, one -> step.apply(one, command.occurredAt(stated))));
    }
}
