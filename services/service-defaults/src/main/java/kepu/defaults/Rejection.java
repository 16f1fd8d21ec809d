package kepu.defaults;

import java.util.List;
import java.util.Map;

/**
 * A refused request: nothing was stored, and the {@code code} says for ever the same thing.
 *
 * <p>The sentence for people comes from the service's problem messages (zh-CN and en) under the code, with
 * {@code arguments} filled in.
 */
public class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Object> arguments;
    private transient Map<String, Object> members = Map.of();

    /** @param status HTTP status, 4xx or 503 */
    public Rejection(int status, String code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.status = status;
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /** 404 {@code not-found}. */
    public static Rejection notFound(String what, String id) {
        return SharedRefusal.NOT_FOUND.with(what, id);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Key of the sentence for people; one code may have several that say more. */
    public String sentence() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /**
     * Says more than a sentence can: members beside those of every problem (RFC 9457, 3.2).
     *
     * @param more by name, as they are to be written as JSON; without personal data
     */
    protected final void say(Map<String, Object> more) {
        members = Map.copyOf(more);
    }

    /** Members of the problem beside those of every problem; mostly none. */
    public Map<String, Object> members() {
        return members;
    }
}
