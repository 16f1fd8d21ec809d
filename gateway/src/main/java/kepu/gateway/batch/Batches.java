package kepu.gateway.batch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kepu.gateway.GatewayProperties;
import kepu.gateway.admission.CallBudget;
import kepu.gateway.batch.RowAnswer.Outcome;
import kepu.gateway.http.RequestContext;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the commands of a batch to their services: those of one unit one after the other, those of several units side by
 * side.
 */
@Component
final class Batches {
    private final BatchReader reader = new BatchReader();
    private final JsonMapper json = new JsonMapper();
    private final RowSender sender;
    private final CallBudget budget;
    private final ProblemWriter problems;
    private final GatewayProperties.Batch limits;

    Batches(RowSender sender, CallBudget budget, ProblemWriter problems, GatewayProperties properties) {
        this.sender = sender;
        this.budget = budget;
        this.problems = problems;
        this.limits = properties.batch();
    }

    ServerResponse handle(ServerRequest request) throws Exception {
        long end = System.nanoTime() + limits.deadline().toNanos();
        if (!isJson(request.servletRequest().getContentType())) {
            return problems.response(new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"));
        }
        List<Row> rows;
        try {
            rows = reader.read(request.servletRequest().getInputStream().readAllBytes());
        } catch (BatchRefused refused) {
            return problems.response(refused.problem());
        }
        var answers = answers(rows, request, end);
        var answer = json.createObjectNode();
        answer.put("complete", answers.stream().allMatch(RowAnswer::isFinal));
        var list = answer.putArray("rows");
        for (int i = 0; i < answers.size(); i++) {
            list.add(answers.get(i).json(i));
        }
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(answer));
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            var type = MediaType.parseMediaType(Objects.requireNonNullElse(contentType, ""));
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private List<RowAnswer> answers(List<Row> rows, ServerRequest request, long end)
            throws InterruptedException, ExecutionException {
        Map<String, List<Row>> units = new LinkedHashMap<>();
        rows.forEach(row -> units.computeIfAbsent(Objects.requireNonNullElse(row.unitId(), ""), _ -> new ArrayList<>())
                .add(row));
        var answers = new RowAnswer[rows.size()];
        var lanes = units.values().stream()
                .<Callable<Void>>map(unit -> () -> {
                    send(unit, request, end, answers);
                    return null;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(
                limits.sideBySide(), Thread.ofVirtual().factory())) {
            for (Future<Void> lane : threads.invokeAll(lanes)) {
                lane.get();
            }
        }
        return List.of(answers);
    }

    private void send(Collection<Row> unit, ServerRequest request, long end, RowAnswer[] answers)
            throws InterruptedException {
        var caller = Objects.requireNonNull(RequestContext.principalOf(request.servletRequest()));
        Problem heldUp = null; // whatever holds up a row holds up those behind it
        for (var row : unit) {
            var refusal = sender.refusal(row);
            RowAnswer answer;
            if (refusal.isPresent()) {
                answer = sender.own(Outcome.REFUSED, refusal.get(), row, request);
            } else if (heldUp != null) {
                answer = sender.own(Outcome.NOT_SENT, heldUp, row, request);
            } else if (isInTime(caller, end)) {
                answer = sender.send(row, request);
                heldUp = answer.isFinal() ? null : new Problem(HttpStatus.FAILED_DEPENDENCY, "earlier-row-unanswered");
            } else {
                heldUp = Problem.soon(HttpStatus.SERVICE_UNAVAILABLE, "batch-out-of-time");
                answer = sender.own(Outcome.NOT_SENT, heldUp, row, request);
            }
            answers[row.index()] = answer;
        }
    }

    /** Each row that is sent costs a call of the caller's rate; the batch waits for its turn. */
    private boolean isInTime(String caller, long end) throws InterruptedException {
        long left = end - System.nanoTime();
        return left > 0 && budget.await(caller, Duration.ofNanos(left));
    }
}
