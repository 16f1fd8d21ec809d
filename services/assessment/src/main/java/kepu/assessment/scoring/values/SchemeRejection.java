package kepu.assessment.scoring.values;

/** A scheme that cannot be used, with a stable code and what to repair. */
public final class SchemeRejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public SchemeRejection(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
