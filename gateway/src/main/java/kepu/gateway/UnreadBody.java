package kepu.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.gateway.door.Door;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a refused caller is still sending: taken for a moment, so that it sees the refusal, and then cut off.
 *
 * <p>Left alone, the server would go on reading for as long as the caller cares to send.
 */
final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    private UnreadBody() {}

    static void seeOut(HttpServletRequest request, HttpServletResponse response) {
        try {
            if (!hasBody(request) || request.getInputStream().isFinished()) {
                return;
            }
            if (!response.isCommitted()) {
                response.setHeader("Connection", "close");
            }
            response.flushBuffer();
        } catch (IOException gone) {
            LOG.debug("the caller is gone before it read its answer", gone);
        }
        if (request.getAttribute(Door.END_OF_BODY) instanceof Runnable end) {
            end.run();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }
}
