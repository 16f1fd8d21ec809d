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

    /**
     * Says in time that the connection ends behind this answer: a header is too late once the whole answer is written, and
     * a caller who was not told sends the next command into a connection that is gone.
     */
    static void announceEnd(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()
                && hasBody(request)
                && !request.getInputStream().isFinished()) {
            response.setHeader("Connection", "close");
        }
    }

    static void seeOut(HttpServletRequest request, HttpServletResponse response) {
        try {
            if (!hasBody(request) || request.getInputStream().isFinished()) {
                return;
            }
            announceEnd(request, response);
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
