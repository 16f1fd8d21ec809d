package kepu.gateway.upstream;

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
import kepu.gateway.GatewayProperties;
import kepu.gateway.observability.UpstreamTracing;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends a request to a service and returns its complete answer within a deadline.
 *
 * <p>It sends a write once. It sends a read again, once, if the connection breaks before the answer begins.
 */
@Component
public final class UpstreamClient {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private final HttpClient client;
    private final UpstreamTracing tracing;
    private final long answerLimit;

    UpstreamClient(HttpClient client, UpstreamTracing tracing, GatewayProperties properties) {
        this.client = client;
        this.tracing = tracing;
        this.answerLimit = properties.answerLimit().toBytes();
    }

    /**
     * The answer with its complete body, whatever its status.
     *
     * @throws HttpTimeoutException if the answer is incomplete at the deadline
     * @throws IOException if the connection fails or breaks, or the answer is larger than {@code answer-limit}
     */
    public HttpResponse<byte[]> send(HttpRequest request, Duration deadline) throws IOException {
        var traced = tracing.start(request);
        try {
            var answer = sendWithRetry(traced.request(), deadline);
            traced.answered(answer.statusCode());
            return answer;
        } catch (IOException | RuntimeException failure) {
            traced.failed(failure);
            throw failure;
        }
    }

    private HttpResponse<byte[]> sendWithRetry(HttpRequest request, Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var started = new AtomicBoolean();
        var once = RetryPolicy.builder()
                .maxRetries(1)
                .delay(Duration.ZERO)
                .predicate(failure -> SAFE_METHODS.contains(request.method())
                        && failure instanceof IOException
                        && !(failure instanceof HttpTimeoutException)
                        && !started.get())
                .build();
        try {
            return new RetryTemplate(once).execute(() -> send(request, end, started));
        } catch (RetryException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request, long end, AtomicBoolean started) throws IOException {
        var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerLimit);
        var answer = client.sendAsync(request, head -> {
            started.set(true);
            return limited.apply(head);
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
