package kepu.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import kepu.gateway.GatewayProperties;
import org.apache.coyote.CloseNowException;
import org.springframework.stereotype.Component;

/** Writes a complete body to the caller and closes the connection if the caller takes it too slowly. */
@Component
public final class ResponseBodyWriter {
    /** Bytes between two looks at the clock. */
    private static final int CHUNK = 16 * 1024;

    private final Duration deadline;

    ResponseBodyWriter(GatewayProperties properties) {
        this.deadline = properties.writeDeadline();
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
}
