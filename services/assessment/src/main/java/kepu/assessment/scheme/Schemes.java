package kepu.assessment.scheme;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.scheme.SchemesOfCounty;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** The schemes that score: those that come with the system, and those that counties publish. */
@Component
public class Schemes {
    /** The kinds of unit that are assessed, by the subject of the schemes for them. */
    public static final Map<Kind, Subject> ASSESSED = Map.of(
            Kind.VILLAGE, Subject.VILLAGE,
            Kind.DEPARTMENT, Subject.DEPARTMENT,
            Kind.TOWNSHIP, Subject.TOWNSHIP);

    /** Of so many schemes what was read is kept. */
    private static final int MOST_READ = 500;

    private final List<Scheme> ofSystem = Scheme.ofSystem();

    private final Map<String, Scheme> read = new ConcurrentHashMap<>();
    private final AggregateStore store;

    Schemes(AggregateStore store) {
        this.store = store;
    }

    /**
     * The scheme that scores a year: the one that the unit's county published for it, else the default.
     *
     * @param facts with what the county states
     */
    public Scheme inForce(Collection<? extends Envelope<?>> facts, Instant knownBy, int year, Subject subject) {
        return SchemesOfCounty.inForce(facts, knownBy, year, subject)
                .map(SchemePublished::content)
                .map(this::parsed)
                .orElseGet(() -> byDefault(subject));
    }

    Scheme byDefault(Subject subject) {
        return ofSystem.stream()
                .filter(scheme -> scheme.appliesTo() == subject)
                .findFirst()
                .orElseThrow();
    }

    /** The kind of unit that schemes for a subject score. */
    public static Kind kindOf(Subject subject) {
        return ASSESSED.entrySet().stream()
                .filter(one -> one.getValue() == subject)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Those that come with the system. */
    List<Scheme> ofSystem() {
        return ofSystem;
    }

    boolean isOfSystem(String id) {
        return ofSystem.stream().anyMatch(scheme -> scheme.id().equals(id));
    }

    /**
     * A scheme to try.
     *
     * @param name id and version, as {@code ID:VERSION}
     * @throws Rejection 404 {@code unknown-scheme}, {@code scheme-without-version}, 422 {@code scheme-of-others}
     */
    public Scheme toTry(String name, Subject subject) {
        Scheme scheme = named(name);
        if (scheme.appliesTo() != subject) {
            throw new Rejection(422, "scheme-of-others", name);
        }
        return scheme;
    }

    /** @throws Rejection 404 {@code unknown-scheme}, {@code scheme-without-version} */
    Scheme named(String name) {
        int colon = name.lastIndexOf(':');
        if (colon < 0) {
            throw new Rejection(404, "scheme-without-version", name);
        }
        String id = name.substring(0, colon);
        String version = name.substring(colon + 1);
        if (!version.matches("[1-9][0-9]{0,5}")) {
            throw new Rejection(404, "unknown-scheme", id, version);
        }
        return get(id, Integer.parseInt(version));
    }

    /**
     * Anybody may read what scores them; a draft only whoever reaches its county.
     *
     * @throws Rejection 404 {@code unknown-scheme}
     */
    Scheme get(String id, int version) {
        return ofSystem.stream()
                .filter(scheme -> scheme.id().equals(id) && scheme.version() == version)
                .findFirst()
                .or(() -> authored(id, version)
                        .filter(scheme ->
                                scheme.isPublished() || Access.current().covers(scheme.unitId()))
                        .map(scheme -> parsed(scheme.content())))
                .orElseThrow(() -> new Rejection(404, "unknown-scheme", id, version));
    }

    private Optional<AuthoredScheme> authored(String id, int version) {
        return Access.ofSystem().call(() -> store.find(AuthoredScheme.class, AuthoredScheme.id(id, version)));
    }

    private Scheme parsed(String content) {
        if (read.size() > MOST_READ) {
            read.clear();
        }
        return read.computeIfAbsent(content, Scheme::parse);
    }
}
