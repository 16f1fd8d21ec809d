package kepu.sample.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the State Council arranged as holidays and make-up days of a year: {@code working-calendars.yaml}.
 *
 * @param announced day of the notice
 * @param holidays days of the year as {@code MM-dd} or {@code MM-dd..MM-dd}, both included
 */
public record HolidayNotice(
        int year, String announced, String documentNumber, List<String> holidays, List<String> makeUpDays) {
    private static final String FILE = "/kepu/sample/working-calendars.yaml";

    /** Empty for a year that the file does not have. */
    public static Optional<HolidayNotice> of(int year) {
        try (InputStream file = Objects.requireNonNull(HolidayNotice.class.getResourceAsStream(FILE), FILE)) {
            return new YAMLMapper()
                    .readValue(file, new TypeReference<List<HolidayNotice>>() {}).stream()
                            .filter(notice -> notice.year() == year)
                            .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As texts, in their order. */
    public List<String> holidayDates() {
        return holidays.stream().flatMap(this::dates).toList();
    }

    public List<String> makeUpDates() {
        return makeUpDays.stream().flatMap(this::dates).toList();
    }

    private Stream<String> dates(String days) {
        String[] ends = days.split("\\.\\.");
        return date(ends[0]).datesUntil(date(ends[ends.length - 1]).plusDays(1)).map(LocalDate::toString);
    }

    private LocalDate date(String monthAndDay) {
        return LocalDate.parse(year + "-" + monthAndDay);
    }
}
