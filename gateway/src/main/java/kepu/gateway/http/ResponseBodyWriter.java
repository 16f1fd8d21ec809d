package kepu.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kepu.gateway.GatewayProperties;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes a body to the caller and closes the connection if the caller takes it too slowly. */
@Component
public final class ResponseBodyWriter {
    private static final Logger log = LoggerFactory.getLogger(ResponseBodyWriter.class);

    /** Bytes between two looks at the clock. */
    private static final int CHUNK = 16 * 1024;

    private final Duration deadline;

    ResponseBodyWriter(GatewayProperties properties) {
        this.deadline = properties.writeDeadline();
    }

    /** The same, compressed if that is worth it and no secret's length would tell. */
    public void write(byte[] body, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Compression.isChosen(request, response, response.getContentType(), body.length)) {
            write(body, response);
            return;
        }
        var compressed = Compression.compressed(body);
        Compression.announce(response);
        response.setContentLength(compressed.length);
        write(compressed, response);
    }

    public void write(byte[] body, HttpServletResponse response) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var out = response.getOutputStream();
        for (int sent = 0; sent < body.length; sent += CHUNK) {
            if (System.nanoTime() > end) {
                // Tomcat then closes the connection and logs no error.
                throw new CloseNowException("the caller did not take its answer within " + deadline);
            }
            out.write(body, sent, Math.min(CHUNK, body.length - sent));
        }
    }

    /**
     * Passes a body on as it comes, and closes it. Closes the connection if the source breaks off or stalls, or if the
     * caller takes one chunk too slowly, so that half a body never looks like a whole one.
     *
     * @param patience how long the source may take for its next bytes
     */
    public void stream(InputStream body, Duration patience, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Compression.isChosen(request, response, response.getContentType(), Long.MAX_VALUE)) {
            pass(body, patience, response.getOutputStream());
            return;
        }
        Compression.announce(response);
        var compressing = Compression.stream(response.getOutputStream());
        try {
            pass(body, patience, compressing);
            compressing.finish();
        } finally {
            compressing.end();
        }
    }

    private void pass(InputStream body, Duration patience, OutputStream out) throws IOException {
        try (body) {
            var chunk = new byte[CHUNK];
            for (int read = next(body, chunk, patience); read >= 0; read = next(body, chunk, patience)) {
                long end = System.nanoTime() + deadline.toNanos();
                out.write(chunk, 0, read);
                out.flush();
                if (System.nanoTime() > end) {
                    throw new CloseNowException("the caller did not take a part of its answer within " + deadline);
                }
            }
        }
    }

    /** A thread of its own reads, for a stream knows no time limit; it ends when the stream is closed. */
    private static int next(InputStream body, byte[] chunk, Duration patience) throws IOException {
        var read = new FutureTask<>(() -> body.read(chunk));
        Thread.ofVirtual().start(read);
        try {
            return read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw broken("no more of the answer came within " + patience);
        } catch (ExecutionException failure) {
            throw broken(String.valueOf(failure.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw broken("the gateway is stopping");
        }
    }

    private static CloseNowException broken(String why) {
        log.warn("An answer was broken off while it was passed on: {}", why);
        return new CloseNowException(why);
    }
}
