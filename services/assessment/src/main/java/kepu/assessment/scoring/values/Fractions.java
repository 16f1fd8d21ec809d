package kepu.assessment.scoring.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** Exact fractions: nothing is rounded on the way. */
public final class Fractions {
    private Fractions() {}

    public static BigFraction of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? BigFraction.of(decimal.toBigIntegerExact())
                : BigFraction.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** At most 1. */
    public static BigFraction capped(BigFraction value) {
        return min(value, BigFraction.ONE);
    }

    public static BigFraction min(BigFraction a, BigFraction b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** For sentences: a decimal where it ends, else "n/d". */
    public static String plain(BigFraction value) {
        try {
            return value.bigDecimalValue().stripTrailingZeros().toPlainString();
        } catch (ArithmeticException e) {
            return text(value);
        }
    }

    public static String text(BigFraction value) {
        return value.getNumerator() + "/" + value.getDenominator();
    }

    /** What {@link #text} wrote. */
    public static BigFraction parse(String text) {
        return BigFraction.parse(text);
    }
}
