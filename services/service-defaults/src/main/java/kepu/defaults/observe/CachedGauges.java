package kepu.defaults.observe;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A bean of this type shows numbers of the domain that are too dear to be counted at each scrape: counted every
 * {@code kepu.census.every}, and never by person or unit.
 *
 * @param numbers what the gauges are called and what they say
 * @param count counts all of them at once, by name
 */
public record CachedGauges(List<Number> numbers, Supplier<Map<String, Long>> count) {
    /** A gauge. */
    public record Number(String name, String description) {}
}
