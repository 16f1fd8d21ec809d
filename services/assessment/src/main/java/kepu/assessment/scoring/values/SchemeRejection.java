package kepu.assessment.scoring.values;

/** A scheme that cannot be used, with a stable code and what to repair. */
public final class SchemeRejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;
    private final transient LocalizedText text;

    /** @param field of the part that is refused in which the mistake stands; empty: it is of no single field */
    public SchemeRejection(String code, String field, LocalizedText text) {
        super(text.en());
        this.code = code;
        this.field = field;
        this.text = text;
    }

    public String code() {
        return code;
    }

    public String field() {
        return field;
    }

    public LocalizedText text() {
        return text;
    }
}
