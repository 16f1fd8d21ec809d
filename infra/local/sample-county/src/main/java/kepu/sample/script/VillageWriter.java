package kepu.sample.script;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.ProfileValues.Withdrawal;
import kepu.sample.profile.VillageProfile;
import org.jspecify.annotations.Nullable;

/** What the parts of a village's script share: profile, random choices, the reading of days, the list of commands. */
final class VillageWriter {
    /** {@code 03-31}, {@code year-1 12-31 +90}, {@code 01-05 +52..64}, {@code established +5}, each with a time or not. */
    private static final Pattern DAY = Pattern.compile("(?:(?:year([+-]\\d) )?(\\d\\d)-(\\d\\d)|established)"
            + "(?: ([+-]\\d+)(?:\\.\\.(\\d+))?)?(?: (\\d\\d:\\d\\d))?");

    final VillageProfile profile;
    final int year;
    final int ordinal;
    final String unitId;
    final SplittableRandom random;
    final CommandScript script;
    private final String prefix;

    VillageWriter(SampleVillage village, long seed, int year, SplittableRandom random) {
        this.profile = village.year();
        this.year = year;
        this.random = random;
        ordinal = village.ordinal();
        unitId = village.unitId();
        prefix = "v%02d".formatted(ordinal + 1);
        script = new CommandScript(unitId, prefix, seed, year, SampleCounty.ZONE);
    }

    /** The name in the sample of a command of this village. */
    String ref(String name) {
        return prefix + "/" + name;
    }

    String branchId(int number) {
        return unitId + "00" + number;
    }

    String title(String what) {
        return profile.name() + what;
    }

    LocalDate established() {
        return day(profile.established());
    }

    LocalDate day(int month, int dayOfMonth) {
        return LocalDate.of(year, month, dayOfMonth);
    }

    LocalDate day(String text) {
        return day(parsed(text));
    }

    LocalDateTime time(String text) {
        Matcher parts = parsed(text);
        return day(parts).atTime(LocalTime.parse(parts.group(6)));
    }

    boolean hasTime(String text) {
        return parsed(text).group(6) != null;
    }

    private static Matcher parsed(String text) {
        Matcher parts = DAY.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no day: " + text);
        }
        return parts;
    }

    private LocalDate day(Matcher parts) {
        LocalDate base = parts.group(2) == null
                ? established()
                : LocalDate.of(year + number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
        int least = number(parts.group(4));
        return base.plusDays(parts.group(5) == null ? least : new Range(least, number(parts.group(5))).draw(random));
    }

    private static int number(@Nullable String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    /** The Monday of the week of 4 January, the first of the year by ISO 8601. */
    LocalDate firstMonday() {
        return day(1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Days between occurrence and entry: mostly few. */
    int usuallyLate() {
        return random.nextInt(20) == 0 ? random.nextInt(10, 46) : random.nextInt(4);
    }

    int late(@Nullable String days) {
        return days == null ? 0 : days.equals("usual") ? usuallyLate() : Integer.parseInt(days);
    }

    /** A chance of one in so many; 0 is none and draws nothing. */
    boolean oneIn(int many) {
        return many > 0 && random.nextInt(many) == 0;
    }

    /** One choice is none and draws nothing. */
    <T> T any(List<T> choices) {
        return choices.size() == 1 ? choices.getFirst() : choices.get(random.nextInt(choices.size()));
    }

    String withdraw(String name, String path, String of, String reason, LocalDate entered) {
        return script.post(name, path + "/withdrawal")
                .with("reason", reason)
                .enteredOn(entered)
                .basedOn(of)
                .add();
    }

    String withdraw(String path, String of, Withdrawal withdrawal) {
        return withdraw(withdrawal.name(), path, of, withdrawal.reason(), day(withdrawal.on()));
    }
}
