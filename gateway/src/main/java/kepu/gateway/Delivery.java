package kepu.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.springframework.stereotype.Component;

/** Brings a whole answer to its caller, or gives up on a caller that takes it too slowly; no service waits meanwhile. */
@Component
final class Delivery {
    /** Between two looks at the clock. */
    private static final int PIECE = 16 * 1024;

    private final Duration deadline;

    Delivery(Settings settings) {
        this.deadline = settings.gateway().writeDeadline();
    }

    void bring(byte[] body, HttpServletResponse response) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var out = response.getOutputStream();
        for (int sent = 0; sent < body.length; sent += PIECE) {
            if (System.nanoTime() > end) {
                // Tomcat's own sign that there is nobody left to tell, nor anything to log as an error.
                throw new CloseNowException("the caller did not take its answer within " + deadline);
            }
            out.write(body, sent, Math.min(PIECE, body.length - sent));
        }
    }
}
