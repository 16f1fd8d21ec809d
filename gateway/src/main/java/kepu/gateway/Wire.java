package kepu.gateway;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Sends a request once and brings back the whole answer or none, within a deadline. */
@Component
final class Wire {
    private final HttpClient client;
    private final long answerLimit;

    Wire(HttpClient client, Settings settings) {
        this.client = client;
        this.answerLimit = settings.gateway().answerLimit().toBytes();
    }

    /**
     * The answer with its whole body, whatever its status.
     *
     * @throws HttpTimeoutException if it is not there in full at the deadline
     * @throws IOException if there is no connection, it breaks, or the answer is beyond all measure
     */
    HttpResponse<byte[]> send(HttpRequest request, Duration deadline) throws IOException {
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerLimit));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + deadline);
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
