package kepu.gateway.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
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
        return send(request, deadline, BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerLimit));
    }

    /**
     * Like {@link #send(HttpRequest, Duration)}, but the body of a file is still coming when this returns. Whoever reads it
     * closes it.
     */
    HttpResponse<InputStream> open(HttpRequest request, Duration deadline) throws IOException {
        var whole = BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerLimit);
        return send(
                request,
                deadline,
                head -> isFile(head.headers())
                        ? BodySubscribers.ofInputStream()
                        : BodySubscribers.mapping(whole.apply(head), ByteArrayInputStream::new));
    }

    /** Whether an answer is a list as a file for spreadsheets, which no limit fits. */
    static boolean isFile(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .filter(type -> type.startsWith("text/csv"))
                .isPresent();
    }

    private <B> HttpResponse<B> send(HttpRequest request, Duration deadline, BodyHandler<B> handler)
            throws IOException {
        var traced = tracing.start(request);
        try {
            var answer = sendWithRetry(traced.request(), deadline, handler);
            traced.answered(answer.statusCode());
            return answer;
        } catch (IOException | RuntimeException failure) {
            traced.failed(failure);
            throw failure;
        }
    }

    private <B> HttpResponse<B> sendWithRetry(HttpRequest request, Duration deadline, BodyHandler<B> handler)
            throws IOException {
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
            return new RetryTemplate(once).execute(() -> sendOnce(request, end, started, handler));
        } catch (RetryException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private <B> HttpResponse<B> sendOnce(HttpRequest request, long end, AtomicBoolean started, BodyHandler<B> handler)
            throws IOException {
        var answer = client.sendAsync(request, head -> {
            started.set(true);
            return handler.apply(head);
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
