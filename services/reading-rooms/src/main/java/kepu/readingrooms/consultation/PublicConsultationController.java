package kepu.readingrooms.consultation;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Objects;
import kepu.access.Public;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.contracts.readingrooms.ConsultationEvent.Rating;
import kepu.defaults.Command;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asking without an account: whoever asks leaves nothing about themselves, and finds the answer by a code that nobody else
 * gets to see.
 */
@RestController
@RequestMapping(PublicConsultationController.PATH)
class PublicConsultationController {
    static final String PATH = "/api/v1/reading-rooms/public/consultations";

    private final AskConsultation askConsultation;
    private final AggregateStore store;
    private final ConsultationViews views;

    PublicConsultationController(AskConsultation askConsultation, AggregateStore store, ConsultationViews views) {
        this.askConsultation = askConsultation;
        this.store = store;
        this.views = views;
    }

    record QuestionRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 1000, lines = true) String question) {}

    record PublicRatingRequest(@NotNull Rating rating) {}

    /**
     * To be kept by whoever asked.
     *
     * @param dueOn the last day on which it is answered in time
     */
    record CodeView(String code, LocalDate dueOn) {}

    @Public
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CodeView ask(@Valid @RequestBody QuestionRequest request, Command command, HttpServletResponse response) {
        Consultation asked = askConsultation.ask(command, request.roomId(), request.kind(), request.question());
        String code = Objects.requireNonNull(asked.code());
        response.setHeader(HttpHeaders.LOCATION, PATH + "/" + code);
        return unkept(response, new CodeView(code, views.dueOn(asked)));
    }

    @Public
    @GetMapping("/{code}")
    ConsultationViews.AskedView asked(@PathVariable String code, HttpServletResponse response) {
        return unkept(response, views.asked(code));
    }

    @Public
    @PostMapping("/{code}/rating")
    ConsultationViews.AskedView rate(
            @PathVariable String code,
            @Valid @RequestBody PublicRatingRequest request,
            Command command,
            HttpServletResponse response) {
        store.update(
                command,
                Consultation.class,
                views.byCode(code).id(),
                one -> one.rate(request.rating(), "", command.now(), command.actor()));
        return unkept(response, views.asked(code));
    }

    private static <T> T unkept(HttpServletResponse response, T body) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return body;
    }
}
