package kepu.defaults.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import kepu.access.Grant;
import kepu.defaults.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What somebody may see and touch: the units at which they hold a role that the route asks for, and every unit below those
 * now.
 *
 * <p>It belongs to a request and to the commands made from it. Everywhere else nobody has any: a listener, a schedule or a
 * start-up acts for the system and says so, by {@link #asSystem} or a command of the system. A task on another thread has
 * no access either, unless its starter hands its own over with {@link #call}.
 */
public final class Access {
    private static final String ATTRIBUTE = Access.class.getName();

    private static final Access SYSTEM = new Access(Set.of(Grant.EVERYWHERE), _ -> List.of(), Clock.systemUTC());

    private static final ScopedValue<Access> ACTING = ScopedValue.newInstance();

    private final Set<String> roots;
    private final UnitParents parents;
    private final Clock clock;
    private final Set<String> othersOfPerson;
    private final Set<String> unitsOfOthers;
    private final boolean askedAnew;
    private final Map<String, Boolean> covered = new ConcurrentHashMap<>();

    public Access(Set<String> roots, UnitParents parents, Clock clock) {
        this(roots, parents, clock, Set.of());
    }

    /** @param othersOfPerson what else the person who acts is known by, for {@link SamePerson} */
    public Access(Set<String> roots, UnitParents parents, Clock clock, Set<String> othersOfPerson) {
        this(roots, parents, clock, othersOfPerson, Set.of());
    }

    /** @param unitsOfOthers at which the person who acts holds a role by another account, for {@link SamePerson} */
    public Access(
            Set<String> roots,
            UnitParents parents,
            Clock clock,
            Set<String> othersOfPerson,
            Set<String> unitsOfOthers) {
        this(roots, parents, clock, othersOfPerson, unitsOfOthers, true);
    }

    private Access(
            Set<String> roots,
            UnitParents parents,
            Clock clock,
            Set<String> othersOfPerson,
            Set<String> unitsOfOthers,
            boolean askedAnew) {
        this.askedAnew = askedAnew;
        this.roots = roots;
        this.parents = parents;
        this.clock = clock;
        this.othersOfPerson = othersOfPerson;
        this.unitsOfOthers = unitsOfOthers;
    }

    /**
     * The access of whoever acts here: of the command that is being carried out, else of the request.
     *
     * @throws IllegalStateException outside both, and in a request whose route has not been checked
     */
    public static Access current() {
        return find().orElseThrow(() -> new IllegalStateException(
                RequestContextHolder.getRequestAttributes() == null
                        ? "nobody acts here: there is no request and no command; the system acts by Access.asSystem only"
                        : "nobody has checked what this request may do"));
    }

    /** Nothing where {@link #current} throws, as for an address that is no route. */
    public static Optional<Access> find() {
        if (ACTING.isBound()) {
            return Optional.of(ACTING.get());
        }
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Access access
                ? Optional.of(access)
                : Optional.empty();
    }

    /** What else the person who acts here is known by; nothing where nobody acts. */
    static Set<String> othersOfPerson() {
        return find().map(access -> access.othersOfPerson).orElse(Set.of());
    }

    /** Where else the person who acts here holds a role; nowhere where nobody acts. */
    static Set<String> unitsOfOthers() {
        return find().map(access -> access.unitsOfOthers).orElse(Set.of());
    }

    /** The access of the system itself: to everything. */
    public static Access ofSystem() {
        return SYSTEM;
    }

    /** Does work that the system does of its own accord, such as what a listener or a schedule does. */
    public static void asSystem(Runnable work) {
        SYSTEM.run(work);
    }

    /** Does the work with this access, on whatever thread. */
    public void run(Runnable work) {
        ScopedValue.where(ACTING, this).run(work);
    }

    /** Like {@link #run}, for work that has a result. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return ScopedValue.where(ACTING, this).call(work::get);
    }

    /** The same reach, asked anew: a unit that became known meanwhile is known. */
    public Access again() {
        return new Access(roots, parents, clock, othersOfPerson, unitsOfOthers, askedAnew);
    }

    /** The same of a read that believes its token without asking what was revoked since. */
    public Access notAskedAnew() {
        return new Access(roots, parents, clock, othersOfPerson, unitsOfOthers, false);
    }

    /**
     * Asked where something is opened that is sealed, or handed out as a file.
     *
     * @throws IllegalStateException in a request that believes its token: its route lacks {@link kepu.access.AsksAnew}
     */
    public static void requireAskedAnew() {
        if (find().filter(access -> !access.askedAnew).isPresent()) {
            throw new IllegalStateException(
                    "what opens what is sealed, or hands out files, asks what was revoked: @AsksAnew");
        }
    }

    /** Gives it to the request, once its route has been checked. */
    public void bind(RequestAttributes request) {
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
