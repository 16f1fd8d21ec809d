package kepu.defaults.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.text.PersonalDataInText;
import kepu.defaults.text.UnusableText;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** 400: what was sent is not what the route takes. Names the field or parameter and says what it has to be. */
public final class InputRejection extends Rejection {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 64;

    private final String sentence;

    private InputRejection(String code, String sentence, Object... arguments) {
        super(400, code, arguments);
        this.sentence = sentence;
    }

    private static InputRejection of(String code, Object... arguments) {
        return new InputRejection(code, code, arguments);
    }

    /** Of a body that the JSON reader gave up. */
    static Rejection of(JacksonException unreadable) {
        String path = path(unreadable);
        if (unreadable.getCause() instanceof Rejection refused) {
            return refused;
        }
        if (unreadable.getCause() instanceof UnusableText text) {
            return new InputRejection("invalid-body", "invalid-body.character", path, text.character());
        }
        if (unreadable.getCause() instanceof PersonalDataInText) {
            return SharedRefusal.PERSONAL_DATA_IN_TEXT.with(path);
        }
        if (unreadable instanceof UnrecognizedPropertyException) {
            return of("unknown-field", shortened(path));
        }
        if (unreadable instanceof MismatchedInputException mismatched) {
            return path.isEmpty()
                    ? new InputRejection("invalid-json", "invalid-json.object")
                    : wrongField(path, mismatched.getTargetType());
        }
        return notJson();
    }

    private static InputRejection wrongField(String path, @Nullable Class<?> type) {
        return new InputRejection(
                "invalid-json", "invalid-json.field", path, Expected.of(type == null ? Object.class : type));
    }

    /** Of a table, with the number of the line. */
    static InputRejection csv(String what, long line, Object... arguments) {
        // as a number the line would be written 1,234
        Object[] all = Stream.concat(Stream.of(String.valueOf(line)), Arrays.stream(arguments))
                .map(String::valueOf)
                .toArray();
        return new InputRejection("invalid-csv", "invalid-csv." + what, all);
    }

    static InputRejection notJson() {
        return of("invalid-json");
    }

    static InputRejection notUtf8() {
        return of("invalid-encoding");
    }

    static InputRejection noBody() {
        return of("body-required");
    }

    static InputRejection bodyNotExpected() {
        return of("body-not-expected");
    }

    static InputRejection duplicateField(TokenStreamContext place) {
        return of("duplicate-field", shortened(path(place)));
    }

    /** @param known those that the route takes */
    static InputRejection unknownParameter(String name, Collection<String> known) {
        return known.isEmpty()
                ? new InputRejection("unknown-parameter", "unknown-parameter.none", shortened(name))
                : of("unknown-parameter", shortened(name), String.join(", ", known));
    }

    /** Which of its values would count is anybody's guess. */
    public static InputRejection duplicateParameter(String name) {
        return of("duplicate-parameter", name);
    }

    /** Stated, but with nothing in it. */
    public static InputRejection emptyParameter(String name) {
        return new InputRejection("invalid-request", "invalid-request.empty", name);
    }

    /** Neither names nor values can be read out of the address. */
    public static InputRejection unreadableAddress() {
        return new InputRejection("invalid-request", "invalid-request.address");
    }

    public static InputRejection of(MissingServletRequestParameterException missing) {
        return new InputRejection("invalid-request", "invalid-request.missing", missing.getParameterName());
    }

    /** A text that cannot be used: everything else was looked at before. */
    public static InputRejection of(MethodArgumentTypeMismatchException unusable) {
        return unusableText(unusable.getName());
    }

    /** Of a path variable or parameter. */
    public static InputRejection unusableText(String name) {
        return new InputRejection("invalid-request", "invalid-request.text", name);
    }

    /** A path variable or parameter that is no value of its type. */
    static InputRejection wrongParameter(String name, Class<?> type) {
        return new InputRejection("invalid-request", "invalid-request.value", name, Expected.of(type));
    }

    /** A value that is none of a few. */
    public static InputRejection notOneOf(String name, List<String> values) {
        return new InputRejection("invalid-request", "invalid-request.value", name, Expected.oneOf(values));
    }

    /** A number, or the length of a text, that lies outside of its limits. */
    public static InputRejection outOfRange(String name, int least, int most) {
        return new InputRejection("invalid-request", "invalid-request.range", name, least, most);
    }

    /** Of a value of the right type that breaks a rule, which {@code what} tells in the caller's language. */
    public static InputRejection brokenRule(List<String> names, List<String> what) {
        return new InputRejection(
                "invalid-request", "invalid-request.rule", String.join(", ", names), String.join("; ", what));
    }

    @Override
    public String sentence() {
        return sentence;
    }

    /** Where in the body, such as {@code sessions[2].from}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            step(path, step.getPropertyName(), step.getIndex());
        }
        return path.toString();
    }

    private static String path(TokenStreamContext place) {
        StringBuilder path = new StringBuilder();
        TokenStreamContext parent = place.getParent();
        if (parent != null) {
            path.append(path(parent));
        }
        if (!place.inRoot()) {
            step(path, place.currentName(), place.getCurrentIndex());
        }
        return path.toString();
    }

    private static void step(StringBuilder path, @Nullable String name, int index) {
        if (name == null) {
            path.append('[').append(index).append(']');
        } else {
            path.append(path.isEmpty() ? "" : ".").append(name);
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
