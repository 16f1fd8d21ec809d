package kepu.readingrooms.reader;

import java.time.DateTimeException;
import java.time.LocalDate;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.Phone;
import kepu.defaults.text.TextNormalizer;
import org.jspecify.annotations.Nullable;

/** What was stated of a reader, readable; prints nothing of itself. */
record Plain(
        String name,
        LocalDate birthDate,
        @Nullable Phone phone,
        @Nullable String guardian) {
    private static final int OF_AGE = 14;
    private static final int OLDEST = 130;
    private static final int LONGEST_NAME = 50;

    /**
     * @param guardian name of the guardian who consented, if one did
     * @param on the day on which the reader is registered
     * @throws kepu.defaults.Rejection if something is not what it should be, or a guardian's consent is missing
     */
    static Plain of(
            @Nullable String name,
            @Nullable LocalDate birthDate,
            @Nullable String phone,
            @Nullable String guardian,
            LocalDate on) {
        if (birthDate == null
                || birthDate.isAfter(on)
                || birthDate.plusYears(OLDEST).isBefore(on)) {
            throw ReaderRejection.invalidBirthDate();
        }
        if (guardian == null && isUnderFourteen(birthDate, on)) {
            throw ReaderRejection.guardianConsentRequired();
        }
        return new Plain(
                checked(name),
                birthDate,
                phone == null ? null : Phone.of(phone),
                guardian == null ? null : checked(guardian));
    }

    /**
     * A date of birth as text, for readers are older than the days that are taken elsewhere.
     *
     * @return null if it is none
     */
    static @Nullable LocalDate day(@Nullable String stated) {
        try {
            return stated == null ? null : LocalDate.parse(stated);
        } catch (DateTimeException _) { // whose message says what was stated
            return null;
        }
    }

    /** A year of age is full on the day after the birthday (周岁生日的第二天起). */
    static boolean isUnderFourteen(LocalDate birthDate, LocalDate on) {
        return !on.isAfter(birthDate.plusYears(OF_AGE));
    }

    private static String checked(@Nullable String name) {
        String plain = name == null ? "" : TextNormalizer.line(name);
        if (plain.isBlank() || plain.length() > LONGEST_NAME) {
            throw ReaderRejection.invalidName();
        }
        return plain;
    }

    Reader.Sealed sealed(PersonKey key, String id) {
        return new Reader.Sealed(
                key.seal(id, Reader.Sealed.NAME, name),
                key.seal(id, Reader.Sealed.BIRTH_DATE, birthDate.toString()),
                phone == null ? null : key.seal(id, Reader.Sealed.PHONE, phone.plain()),
                guardian == null ? null : key.seal(id, Reader.Sealed.GUARDIAN, guardian));
    }

    static Plain opened(PersonKey key, String id, Reader.Sealed sealed) {
        return new Plain(
                key.open(id, Reader.Sealed.NAME, sealed.name()),
                LocalDate.parse(key.open(id, Reader.Sealed.BIRTH_DATE, sealed.birthDate())),
                sealed.phone() == null ? null : new Phone(key.open(id, Reader.Sealed.PHONE, sealed.phone())),
                sealed.guardian() == null ? null : key.open(id, Reader.Sealed.GUARDIAN, sealed.guardian()));
    }

    /** 张*. */
    String maskedName() {
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + "*";
    }

    @Override
    public String toString() {
        return "(personal data)";
    }
}
