package kepu.assessment.after;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kepu.defaults.Patience;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Delays a read with {@code ?after=<event id>} until these events are scored, for at most the time that the caller prefers.
 *
 * <p>The ids are already validated. The interceptor runs before the unit is looked up: one of the events may establish it.
 */
final class ReadAfterInterceptor implements HandlerInterceptor {
    /** The rest of the gateway's patience is for computing the answer. */
    static final Duration LONGEST = Patience.OF_A_REQUEST;

    static final int MOST_IDS = 50;

    private static final String AFTER = "after";
    private static final String PENDING = ReadAfterInterceptor.class.getName();

    private final ScoredEvents events;

    ReadAfterInterceptor(ScoredEvents events) {
        this.events = events;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String[] stated = request.getParameterValues(AFTER);
        if (stated == null) {
            return true;
        }
        request.setAttribute(PENDING, pending(ids(stated), request, response));
        return true;
    }

    /** Rejects a read whose events are still pending. Runs after the check of the unit: an unreachable unit is a 404 first. */
    static final class PendingRejection implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getAttribute(PENDING) instanceof Set<?> pending && !pending.isEmpty()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                throw new Rejection(409, "event-not-in", pending.iterator().next());
            }
            return true;
        }
    }

    private static Set<String> ids(String[] stated) {
        if (stated.length > MOST_IDS) {
            throw new Rejection(400, "too-many-ids", MOST_IDS);
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String id : stated) {
            ids.add(id.toLowerCase(Locale.ROOT));
        }
        return ids;
    }

    private Set<String> pending(Set<String> ids, HttpServletRequest request, HttpServletResponse response)
            throws InterruptedException {
        Access access = Access.current();
        Optional<Duration> wish = WaitPreference.of(Collections.list(request.getHeaders("Prefer")), LONGEST);
        if (wish.isEmpty() || !events.tryAcquireSlot()) {
            return events.pending(ids, access);
        }
        try {
            response.setHeader("Preference-Applied", "wait=" + wish.get().toSeconds());
            return events.await(ids, access, wish.get());
        } finally {
            events.releaseSlot();
        }
    }
}
