package kepu.assessment.after;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Answers {@code ?after=<event id>} only once these events are scored, and waits for them as long as the caller prefers.
 *
 * <p>Each id has the form of one by now. It comes before the unit is looked for: a unit that one of the events establishes
 * is known once it is in.
 */
final class ReadAfter implements HandlerInterceptor {
    /** What is left of the gateway's deadline of 5 s is for computing the answer. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    static final int MOST_IDS = 50;

    private static final String AFTER = "after";
    private static final String PENDING = ReadAfter.class.getName();

    private final ScoredEvents events;

    ReadAfter(ScoredEvents events) {
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

    /** Whatever is in or not, a unit out of reach is one that does not exist; so this comes after the unit. */
    static final class Refusal implements HandlerInterceptor {
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
        if (wish.isEmpty() || !events.takePlace()) {
            return events.pending(ids, access);
        }
        try {
            response.setHeader("Preference-Applied", "wait=" + wish.get().toSeconds());
            return events.await(ids, access, wish.get());
        } finally {
            events.givePlaceBack();
        }
    }
}
