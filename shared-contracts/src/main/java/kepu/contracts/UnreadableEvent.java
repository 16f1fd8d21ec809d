package kepu.contracts;

/** A record that is not the event it claims to be; it will not become readable by trying again. */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    UnreadableEvent(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable: {@code no-value, too-large, wrong-key, bad-header, bad-json, schema-refused, wrong-topic}. */
    public String code() {
        return code;
    }
}
