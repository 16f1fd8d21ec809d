package kepu.assessment.scoring.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.SchemeRejection;
import org.apache.commons.numbers.fraction.BigFraction;

/** Reads the parameters of an indicator with the types that a formula needs; a rejection names the wrong one. */
public final class Parameters {
    private final String code;
    private final Map<String, Object> values;
    private final Set<String> read = new HashSet<>();

    public Parameters(String code, Map<String, Object> values) {
        this.code = code;
        this.values = values;
    }

    public int positive(String name) {
        return whole(name, 1);
    }

    public int notNegative(String name) {
        return whole(name, 0);
    }

    /** A decimal above 0. */
    public BigFraction fraction(String name) {
        BigFraction value = decimal(name);
        if (value.signum() <= 0) {
            throw wrong(name, "a number above 0");
        }
        return value;
    }

    /** A decimal, not below 0. */
    public BigFraction points(String name) {
        BigFraction value = decimal(name);
        if (value.signum() < 0) {
            throw wrong(name, "a number not below 0");
        }
        return value;
    }

    public <T extends Enum<T>> T oneOf(String name, Class<T> type) {
        return constant(name, type, value(name));
    }

    public EmptyPolicy emptyPolicy(String name) {
        return oneOf(name, EmptyPolicy.class);
    }

    /** At least one constant, each once. */
    public <T extends Enum<T>> List<T> some(String name, Class<T> type) {
        if (!(value(name) instanceof List<?> list) || list.isEmpty()) {
            throw wrong(name, "a list of " + Arrays.toString(type.getEnumConstants()));
        }
        List<T> constants = new ArrayList<>();
        for (Object element : list) {
            T constant = constant(name, type, element);
            if (constants.contains(constant)) {
                throw wrong(name, "a list that has each value once");
            }
            constants.add(constant);
        }
        return List.copyOf(constants);
    }

    /** Days of the year, as {@code MM-dd}, by constant. */
    public <T extends Enum<T>> Map<T, MonthDay> daysOfYear(String name, Class<T> type) {
        if (!(value(name) instanceof Map<?, ?> map) || map.isEmpty()) {
            throw wrong(name, "days as MM-dd by " + Arrays.toString(type.getEnumConstants()));
        }
        Map<T, MonthDay> days = new EnumMap<>(type);
        map.forEach((key, day) -> {
            try {
                days.put(constant(name, type, key), MonthDay.parse("--" + day));
            } catch (DateTimeException e) {
                throw wrong(name, "days as MM-dd");
            }
        });
        return days;
    }

    public void refuseUnread() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                throw new SchemeRejection("scheme-parameters", code + ": its policy knows no parameter '" + name + "'");
            }
        }
    }

    private int whole(String name, int atLeast) {
        if (value(name) instanceof Integer number && number >= atLeast) {
            return number;
        }
        throw wrong(name, "a whole number from " + atLeast);
    }

    private BigFraction decimal(String name) {
        return switch (value(name)) {
            case Integer number -> BigFraction.of(number);
            case BigDecimal number -> Fractions.of(number);
            default -> throw wrong(name, "a number");
        };
    }

    private <T extends Enum<T>> T constant(String name, Class<T> type, Object text) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    private Object value(String name) {
        read.add(name);
        Object value = values.get(name);
        if (value == null) {
            throw new SchemeRejection("scheme-parameters", code + ": the parameter '" + name + "' is missing");
        }
        return value;
    }

    private SchemeRejection wrong(String name, String expected) {
        return new SchemeRejection(
                "scheme-parameters",
                code + ": the parameter '" + name + "' must be " + expected + ", not " + values.get(name));
    }
}
