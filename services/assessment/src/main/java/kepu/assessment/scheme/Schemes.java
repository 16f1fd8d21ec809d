package kepu.assessment.scheme;

import java.util.List;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.defaults.Rejection;
import org.springframework.stereotype.Component;

/** The published schemes; the first is the one in force. */
@Component
public class Schemes {
    private final List<Scheme> published = List.of(Scheme.townshipDefault());

    /** The scheme by which villages are scored now. */
    public Scheme current() {
        return published.getFirst();
    }

    List<Scheme> published() {
        return published;
    }

    /** @throws Rejection 404 {@code unknown-scheme} */
    Scheme get(String id, int version) {
        return published.stream()
                .filter(scheme -> scheme.id().equals(id) && scheme.version() == version)
                .findFirst()
                .orElseThrow(() -> new Rejection(404, "unknown-scheme", id, version));
    }
}
