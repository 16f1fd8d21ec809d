package kepu.assessment.scoring.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Reads the parameters of an indicator with the types that a formula needs; a rejection names the wrong one. While parameters
 * are examined, an example stands in for each wrong one, so that all of them are found.
 */
public final class Parameters {
    private static final String CODE = "scheme-parameters";

    /** No target and no number of days is larger; products of two stay within an int. */
    private static final int MOST = 40_000;

    private final String code;
    private final Map<String, Object> values;
    private final Map<String, Object> example;
    private final boolean isExamined;
    private final Map<String, Parameter> read = new LinkedHashMap<>();
    private final List<SchemeRejection> wrong = new ArrayList<>();

    public Parameters(String code, Map<String, Object> values) {
        this(code, values, Map.of(), false);
    }

    private Parameters(String code, Map<String, Object> values, Map<String, Object> example, boolean isExamined) {
        this.code = code;
        this.values = values;
        this.example = example;
        this.isExamined = isExamined;
    }

    /**
     * Those that are examined.
     *
     * @param example right ones, in place of wrong or missing ones
     */
    public static Parameters examined(String code, Map<String, Object> values, Map<String, Object> example) {
        return new Parameters(code, values, example, true);
    }

    public int positive(String name) {
        return positive(name, MOST);
    }

    /** @param most that the formula can stand by */
    public int positive(String name, int most) {
        return whole(name, 1, most);
    }

    public int notNegative(String name) {
        return whole(name, 0, MOST);
    }

    /** A decimal above 0. */
    public BigFraction fraction(String name) {
        return read(
                name,
                new LocalizedText("大于 0 的数", "a number above 0"),
                List.of(),
                value -> decimal(value).filter(number -> number.signum() > 0));
    }

    /** A decimal, not below 0. */
    public BigFraction points(String name) {
        return read(
                name,
                new LocalizedText("不小于 0 的数", "a number not below 0"),
                List.of(),
                value -> decimal(value).filter(number -> number.signum() >= 0));
    }

    public <T extends Enum<T>> T oneOf(String name, Class<T> type) {
        List<String> names = names(type);
        return read(name, new LocalizedText(names + " 之一", "one of " + names), names, value -> constant(type, value));
    }

    public EmptyPolicy emptyPolicy(String name) {
        return oneOf(name, EmptyPolicy.class);
    }

    /** At least one constant, each once. */
    public <T extends Enum<T>> List<T> some(String name, Class<T> type) {
        List<String> names = names(type);
        return read(
                name,
                new LocalizedText(names + " 中的若干个，每个一次", "a list of some of " + names + ", each once"),
                names,
                value -> constants(type, value));
    }

    /** Days of the year, as {@code MM-dd}, by constant. */
    public <T extends Enum<T>> Map<T, MonthDay> daysOfYear(String name, Class<T> type) {
        List<String> names = names(type);
        return read(
                name,
                new LocalizedText("按 " + names + " 给出的日期（月-日）", "days as MM-dd by " + names),
                names,
                value -> days(type, value));
    }

    public void refuseUnread() {
        for (String name : values.keySet()) {
            if (!read.containsKey(name)) {
                refuse(new SchemeRejection(
                        CODE,
                        name,
                        new LocalizedText(
                                code + "：其计分办法没有参数“" + name + "”",
                                code + ": its policy knows no parameter '" + name + "'")));
            }
        }
    }

    /** What was asked for, in that order. */
    public List<Parameter> read() {
        return List.copyOf(read.values());
    }

    /** What was wrong, of parameters that are examined. */
    public List<SchemeRejection> wrong() {
        return List.copyOf(wrong);
    }

    private <T> T read(
            String name, LocalizedText expected, List<String> allowed, Function<Object, Optional<T>> reader) {
        read.put(name, new Parameter(name, expected, allowed));
        Object value = values.get(name);
        Optional<T> found = value == null ? Optional.empty() : reader.apply(value);
        if (found.isPresent()) {
            return found.get();
        }
        SchemeRejection rejection = value == null ? missing(name) : wrong(name, expected, value);
        refuse(rejection);
        return Optional.ofNullable(example.get(name)).flatMap(reader).orElseThrow(() -> rejection);
    }

    private void refuse(SchemeRejection rejection) {
        if (!isExamined) {
            throw rejection;
        }
        wrong.add(rejection);
    }

    private SchemeRejection missing(String name) {
        return new SchemeRejection(
                CODE,
                "",
                new LocalizedText(code + "：缺少参数“" + name + "”", code + ": the parameter '" + name + "' is missing"));
    }

    private SchemeRejection wrong(String name, LocalizedText expected, Object value) {
        return new SchemeRejection(
                CODE,
                name,
                new LocalizedText(
                        code + "：参数“" + name + "”应为" + expected.zh() + "，不能是 " + value,
                        code + ": the parameter '" + name + "' must be " + expected.en() + ", not " + value));
    }

    private int whole(String name, int atLeast, int most) {
        return read(
                name,
                new LocalizedText(atLeast + " 至 " + most + " 的整数", "a whole number from " + atLeast + " to " + most),
                List.of(),
                value -> value instanceof Integer number && number >= atLeast && number <= most
                        ? Optional.of(number)
                        : Optional.empty());
    }

    private static Optional<BigFraction> decimal(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(BigFraction.of(number));
            case BigDecimal number -> Optional.of(Fractions.of(number));
            default -> Optional.empty();
        };
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(Enum::name).toList();
    }

    private static <T extends Enum<T>> Optional<T> constant(Class<T> type, Object text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst();
    }

    private static <T extends Enum<T>> Optional<List<T>> constants(Class<T> type, Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return Optional.empty();
        }
        List<T> constants = list.stream()
                .flatMap(element -> constant(type, element).stream())
                .distinct()
                .toList();
        return constants.size() == list.size() ? Optional.of(constants) : Optional.empty();
    }

    private static <T extends Enum<T>> Optional<Map<T, MonthDay>> days(Class<T> type, Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            return Optional.empty();
        }
        Map<T, MonthDay> days = new EnumMap<>(type);
        try {
            map.forEach((key, day) ->
                    constant(type, key).ifPresent(constant -> days.put(constant, MonthDay.parse("--" + day))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        return days.size() == map.size() ? Optional.of(days) : Optional.empty();
    }
}
