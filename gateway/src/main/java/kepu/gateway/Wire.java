package kepu.gateway;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Sends a request and brings back the whole answer or none, within a deadline.
 *
 * <p>A write is sent once. A read whose connection broke before a single line of its answer came is sent once more.
 */
@Component
final class Wire {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final HttpClient client;
    private final Trail trail;
    private final long answerLimit;

    Wire(HttpClient client, Trail trail, Settings settings) {
        this.client = client;
        this.trail = trail;
        this.answerLimit = settings.gateway().answerLimit().toBytes();
    }

    /**
     * The answer with its whole body, whatever its status.
     *
     * @throws HttpTimeoutException if it is not there in full at the deadline
     * @throws IOException if there is no connection, it breaks, or the answer is beyond all measure
     */
    HttpResponse<byte[]> send(HttpRequest request, Duration deadline) throws IOException {
        var call = trail.call(request);
        try {
            var answer = sendAndRetry(call.request(), deadline);
            call.answered(answer.statusCode());
            return answer;
        } catch (IOException | RuntimeException failure) {
            call.failed(failure);
            throw failure;
        }
    }

    private HttpResponse<byte[]> sendAndRetry(HttpRequest request, Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var begun = new AtomicBoolean();
        try {
            return send(request, end, begun);
        } catch (HttpTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            if (begun.get() || !READS.contains(request.method())) {
                throw broken;
            }
            return send(request, end, begun);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request, long end, AtomicBoolean begun) throws IOException {
        var whole = BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerLimit);
        var answer = client.sendAsync(request, head -> {
            begun.set(true);
            return whole.apply(head);
        });
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer in time");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for an answer", interrupted);
        }
    }
}
