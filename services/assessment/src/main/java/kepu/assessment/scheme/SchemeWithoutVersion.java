package kepu.assessment.scheme;

import kepu.defaults.Rejection;

/** 404 {@code unknown-scheme}: a scheme is named by its id and its version, and no version was said. */
final class SchemeWithoutVersion extends Rejection {
    private static final long serialVersionUID = 1L;

    SchemeWithoutVersion(String name) {
        super(404, "unknown-scheme", name);
    }

    @Override
    public String sentence() {
        return "unknown-scheme.version";
    }
}
