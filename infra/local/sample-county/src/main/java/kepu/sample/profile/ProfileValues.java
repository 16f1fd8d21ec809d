package kepu.sample.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What several parts of a profile are made of. */
public final class ProfileValues {
    private ProfileValues() {}

    /** A number, or any of {@code from..to}. */
    public record Range(int from, int to) {
        @JsonCreator
        static Range of(int number) {
            return new Range(number, number);
        }

        @JsonCreator
        static Range of(String text) {
            String[] ends = text.split("\\.\\.");
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        /** A single number is no choice and draws nothing. */
        public int draw(SplittableRandom random) {
            return from == to ? from : random.nextInt(from, to + 1);
        }

        public boolean contains(int number) {
            return from <= number && number <= to;
        }
    }

    public record Correction(
            String name, String at, @Nullable String late) {}

    public record Withdrawal(String name, String reason, String on) {}

    /** An end for a reason, and perhaps a new beginning. */
    public record Closure(
            String at, String reason, @Nullable String reopened) {}
}
