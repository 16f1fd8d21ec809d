package kepu.gateway.upstream;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import kepu.gateway.GatewayProperties;
import kepu.gateway.observability.UpstreamTracing;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageHeaders;
import org.springframework.stereotype.Component;

/**
 * Sends a request to a service and returns its complete answer within a deadline.
 *
 * <p>It sends a write once. It sends a read again, once, if the connection breaks before the answer begins.
 */
@Component
public final class UpstreamClient {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final ServiceConnections connections;
    private final UpstreamTracing tracing;
    private final int answerLimit;

    UpstreamClient(ServiceConnections connections, UpstreamTracing tracing, GatewayProperties properties) {
        this.connections = connections;
        this.tracing = tracing;
        this.answerLimit = Math.toIntExact(properties.answerLimit().toBytes());
    }

    /**
     * The answer with its complete body, whatever its status.
     *
     * @param request to an absolute URI
     * @throws NoAnswerException if the connection fails or breaks, the answer is incomplete at the deadline, or larger than
     *     {@code answer-limit}
     */
    public ServiceAnswer<byte[]> send(ClassicHttpRequest request, Duration deadline) throws NoAnswerException {
        return send(request, deadline, this::whole);
    }

    /**
     * Like {@link #send(ClassicHttpRequest, Duration)}, but the body of a file is still coming when this returns. Whoever reads
     * it closes it.
     */
    ServiceAnswer<InputStream> open(ClassicHttpRequest request, Duration deadline) throws NoAnswerException {
        return send(
                request,
                deadline,
                call -> isFile(call.response()) ? stream(call) : new ByteArrayInputStream(whole(call)));
    }

    /** Whether an answer is a file to be kept, such as a list for spreadsheets, which no limit fits. */
    static boolean isFile(MessageHeaders answer) {
        var type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        var disposition = answer.getFirstHeader("Content-Disposition");
        return type != null && type.getValue().startsWith("text/csv")
                || disposition != null && disposition.getValue().startsWith("attachment");
    }

    /** A request, and the answer whose body is to be read. */
    private record Call(ServiceConnection connection, ClassicHttpRequest request, ClassicHttpResponse response) {}

    private interface BodyReader<B> {
        /** Reads the body, or lets it be read, and does what is to be done with the connection then. */
        B read(Call call) throws IOException;
    }

    private <B> ServiceAnswer<B> send(ClassicHttpRequest request, Duration deadline, BodyReader<B> reader)
            throws NoAnswerException {
        var span = tracing.start(request);
        try {
            var answer = sendWithRetry(request, deadline, reader);
            span.answered(answer.status());
            return answer;
        } catch (IOException failure) {
            span.failed(failure);
            throw new NoAnswerException(failure);
        } catch (RuntimeException failure) {
            span.failed(failure);
            throw failure;
        }
    }

    private <B> ServiceAnswer<B> sendWithRetry(ClassicHttpRequest request, Duration deadline, BodyReader<B> reader)
            throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var begun = new AtomicBoolean();
        try {
            return sendOnce(request, end, begun, reader);
        } catch (HttpTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            if (begun.get() || !SAFE_METHODS.contains(request.getMethod())) {
                throw broken;
            }
            return sendOnce(request, end, begun, reader);
        }
    }

    private <B> ServiceAnswer<B> sendOnce(
            ClassicHttpRequest request, long end, AtomicBoolean begun, BodyReader<B> reader) throws IOException {
        var service = new HttpHost(request.getScheme(), request.getAuthority());
        request.setHeader(HttpHeaders.HOST, service.toHostString());
        var body = request.getEntity();
        if (body != null || METHODS_WITH_BODY.contains(request.getMethod())) {
            request.setHeader(HttpHeaders.CONTENT_LENGTH, body == null ? 0 : body.getContentLength());
        }
        var connection = connections.take(service, end);
        try {
            var response = connection.exchange(request);
            begun.set(true);
            return new ServiceAnswer<>(
                    response.getCode(), response, reader.read(new Call(connection, request, response)));
        } catch (IOException | RuntimeException failure) {
            connections.end(connection);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("stopped while waiting for an answer", failure);
            }
            if (connection.isOver(System.nanoTime())) {
                throw new HttpTimeoutException("no answer in time");
            }
            throw failure;
        }
    }

    private byte[] whole(Call call) throws IOException {
        var entity = call.response().getEntity();
        var body = entity == null ? new byte[0] : read(entity.getContent(), entity.getContentLength());
        if (call.connection().staysOpenAfter(call.request(), call.response())) {
            connections.giveBack(call.connection());
        } else {
            connections.end(call.connection());
        }
        return body;
    }

    /** @param length negative if the answer does not give it */
    private byte[] read(InputStream in, long length) throws IOException {
        if (length > answerLimit) {
            throw tooLarge();
        }
        if (length < 0) {
            var body = in.readNBytes(answerLimit + 1);
            if (body.length > answerLimit) {
                throw tooLarge();
            }
            return body;
        }
        var body = new byte[(int) length];
        if (in.readNBytes(body, 0, body.length) < body.length) {
            throw new EOFException("the answer is shorter than it says");
        }
        return body;
    }

    private IOException tooLarge() {
        return new NoAnswerException.TooLarge(answerLimit);
    }

    private InputStream stream(Call call) throws IOException {
        connections.lift(call.connection());
        var entity = call.response().getEntity();
        if (entity == null) {
            connections.end(call.connection());
            return InputStream.nullInputStream();
        }
        return new FilterInputStream(entity.getContent()) {
            @Override
            public void close() {
                call.connection().close();
            }
        };
    }
}
