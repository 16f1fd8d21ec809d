package kepu.defaults.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kepu.access.Grant;
import kepu.defaults.Rejection;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What the caller of this request may see and touch: the units at which they hold a role that the route asks for, and
 * every unit below those now.
 *
 * <p>What happens outside a request (listeners, schedules) is the system's own and not restricted.
 */
public final class Access {
    private static final String ATTRIBUTE = Access.class.getName();

    private static final Access UNRESTRICTED = new Access(Set.of(Grant.EVERYWHERE), _ -> List.of(), Clock.systemUTC());

    private static final ScopedValue<Access> SYSTEM = ScopedValue.newInstance();

    private final Set<String> roots;
    private final UnitParents parents;
    private final Clock clock;
    private final Map<String, Boolean> covered = new ConcurrentHashMap<>();

    Access(Set<String> roots, UnitParents parents, Clock clock) {
        this.roots = roots;
        this.parents = parents;
        this.clock = clock;
    }

    /** @throws IllegalStateException in a request whose route has not been checked */
    public static Access current() {
        if (SYSTEM.isBound()) {
            return SYSTEM.get();
        }
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return UNRESTRICTED;
        }
        if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Access access) {
            return access;
        }
        throw new IllegalStateException("nobody has checked what this request may do");
    }

    /** For what the system itself does in the course of somebody's request, such as locking an account out. */
    public static void asSystem(Runnable work) {
        ScopedValue.where(SYSTEM, UNRESTRICTED).run(work);
    }

    /** The same reach, asked anew: a unit that became known meanwhile is known. */
    public Access again() {
        return new Access(roots, parents, clock);
    }

    void bind(RequestAttributes request) {
        request.setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
    }

    /** The units themselves at which the roles were granted; {@link Grant#EVERYWHERE} may be among them. */
    public Set<String> roots() {
        return roots;
    }

    /** Whether nothing is kept from the caller. */
    public boolean everywhere() {
        return roots.contains(Grant.EVERYWHERE);
    }

    /** Whether the unit is one of the granted ones or lies below one; asked once for each unit of a request. */
    public boolean covers(String unitId) {
        if (everywhere()) {
            return true;
        }
        return !unitId.equals(Grant.EVERYWHERE) && covered.computeIfAbsent(unitId, this::liesBelowARoot);
    }

    private boolean liesBelowARoot(String unitId) {
        return parents.lineage(unitId, clock.instant()).anyMatch(roots::contains);
    }

    /** @throws Rejection 404 {@code not-found}: a unit outside is like one that does not exist */
    public void require(String unitId) {
        if (!covers(unitId)) {
            throw Rejection.notFound("units", unitId);
        }
    }
}
