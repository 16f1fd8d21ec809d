package kepu.sample.profile;

import java.util.List;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** A village's reading room in its year. */
public final class RoomProfile {
    private RoomProfile() {}

    /**
     * The reading room and its days.
     *
     * @param from absent: from the year's first week on
     * @param exemptWeeks when it need not open
     * @param openDays a week, one of them at random; {@code exemptDays} in an exempt week
     * @param fourDaysOneIn chance of a week of four days
     * @param openings the first that fits a day says what happens on it
     */
    public record Room(
            String registered,
            @Nullable String from,
            List<Integer> exemptWeeks,
            List<RoomCalendar> calendars,
            List<Integer> openDays,
            List<Integer> exemptDays,
            int fourDaysOneIn,
            List<Opening> openings,
            Stock stock,
            @Nullable Usage usage,
            @Nullable HalfOpenRooms halfOpen) {}

    /**
     * Readers by their numbers: each reads once and visits once in the year.
     *
     * @param readers of the room itself
     * @param onPlatform of distance education, who come in a file of December
     */
    public record Usage(Range readers, @Nullable Range onPlatform, List<Borrowed> loans) {}

    /** By a reader of that number, of a title of that number, which is no multiple of four. */
    public record Borrowed(
            String name,
            int reader,
            int title,
            String on,
            @Nullable String returned,
            @Nullable Withdrawal withdrawn) {}

    public record Stock(List<Delivered> deliveries, List<StockTaken> stockTakes) {}

    /**
     * Titles by their numbers.
     *
     * @param loosely whether titles and numbers are written with other marks and widths, which makes no other title
     */
    public record Delivered(
            String name,
            String on,
            Range titles,
            boolean loosely,
            @Nullable String origin,
            @Nullable String late,
            @Nullable Delivered restated,
            @Nullable Withdrawal withdrawn) {}

    /** @param missing numbers of titles of which no copy was left; none of them a multiple of four */
    public record StockTaken(
            String name,
            String on,
            List<Integer> missing,
            @Nullable Withdrawal withdrawn) {}

    /** Without {@code weeks} the room's exempt weeks. */
    public record RoomCalendar(
            String name, int yearOffset, @Nullable List<Integer> weeks, String on) {}

    /**
     * What happens on a day.
     *
     * @param sessions how many, one of them at random, or in turn if {@code inTurn}
     */
    public record Opening(
            When when,
            Range minutes,
            List<Integer> sessions,
            boolean inTurn,
            @Nullable String closed,
            int correctedOneIn,
            @Nullable Restatement corrected,
            @Nullable DayWithdrawal withdrawn) {}

    /**
     * The days that are meant; what is absent fits every day.
     *
     * @param weekOfEight days of the year by sevens, counted in eights
     * @param dayOf61 days of the year, counted in sixty-ones
     */
    public record When(
            @Nullable String weekday,
            @Nullable Integer weekOfEight,
            @Nullable Integer dayOf61,
            @Nullable String from,
            @Nullable String until) {}

    public record Restatement(int minutes, @Nullable String late) {}

    public record DayWithdrawal(String reason, int daysLater) {}

    /** The room is replaced by a second one; neither is open long enough. */
    public record HalfOpenRooms(String retired, String reason, String title, String registered, Stock stock) {}
}
