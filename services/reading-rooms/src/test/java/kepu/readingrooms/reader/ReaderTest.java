package kepu.readingrooms.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.readingrooms.ReaderEvent.ReaderErased;
import kepu.contracts.readingrooms.ReaderEvent.ReaderRegistered;
import kepu.defaults.Rejection;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2025, 3, 5);
    private static final LocalDate ADULT = LocalDate.of(1980, 1, 1);
    private static final PersonKey KEY = PersonKey.fresh();

    private final Reader reader = new Reader("v:r1", "v", "r1", "room", KEY.id(), MARCH);

    private static Plain plain(String name, LocalDate born, @Nullable String phone, @Nullable String guardian) {
        return Plain.of(name, born, phone, guardian, DAY);
    }

    private static void assertRefused(
            String code, @Nullable String name, @Nullable LocalDate born, @Nullable String phone) {
        assertThatThrownBy(() -> Plain.of(name, born, phone, null, DAY))
                .isInstanceOfSatisfying(Rejection.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.arguments()).isEmpty();
                });
    }

    @Test
    void who_is_under_14_needs_a_guardians_consent_up_to_and_including_the_14th_birthday() {
        LocalDate fourteenToday = DAY.minusYears(14);
        assertRefused("guardian-consent-required", "张小明", fourteenToday, null);
        assertThat(plain("张小明", fourteenToday, null, "张大明").guardian()).isEqualTo("张大明");
        assertThat(plain("张小明", fourteenToday.minusDays(1), null, null).guardian())
                .isNull();
    }

    @Test
    void who_was_born_on_a_29th_of_february_is_14_on_the_1st_of_march() {
        LocalDate leapDay = LocalDate.of(2012, 2, 29);
        assertThat(Plain.isUnderFourteen(leapDay, LocalDate.of(2026, 2, 28))).isTrue();
        assertThat(Plain.isUnderFourteen(leapDay, LocalDate.of(2026, 3, 1))).isFalse();
    }

    @Test
    void the_old_are_readers_too_and_what_is_no_day_is_no_date_of_birth() {
        assertThat(plain("赵奶奶", LocalDate.of(1926, 2, 28), null, null)
                        .birthDate()
                        .getYear())
                .isEqualTo(1926);
        assertThat(Plain.day("1926-02-28")).isEqualTo(LocalDate.of(1926, 2, 28));
        assertThat(Plain.day("1926-02-29")).isNull();
        assertThat(Plain.day("二月")).isNull();
    }

    @Test
    void a_refusal_never_says_what_was_stated() {
        assertRefused("invalid-birth-date", "张三", DAY.plusDays(1), null);
        assertRefused("invalid-birth-date", "张三", null, null);
        assertRefused("invalid-reader-name", " ", ADULT, null);
        assertRefused("invalid-phone", "张三", ADULT, "1381234567");
    }

    @Test
    void what_is_stored_and_told_and_printed_holds_neither_name_nor_phone() {
        Plain plain = plain("欧阳明", DAY.minusYears(10), "138 1234-5678", "欧阳父");
        Reader.Sealed sealed = plain.sealed(KEY, "v:r1");
        DomainEvents told = reader.register(sealed);

        assertThat(told).isEqualTo(new DomainEvents(MARCH, List.of(new ReaderRegistered("r1", true)), null));
        assertThat(List.of(sealed.name(), sealed.birthDate(), String.valueOf(sealed.phone())))
                .noneMatch(text -> text.contains("欧阳") || text.contains("138") || text.contains("2015"));
        assertThat(plain + " " + sealed).doesNotContain("欧阳").doesNotContain("138");
        assertThat(Plain.opened(KEY, "v:r1", sealed)).isEqualTo(plain);
        assertThat(plain.maskedName()).isEqualTo("欧*");
    }

    @Test
    void what_was_sealed_for_one_reader_opens_for_no_other() {
        Reader.Sealed sealed = plain("张三", ADULT, null, null).sealed(KEY, "v:r1");
        assertThatThrownBy(() -> Plain.opened(KEY, "v:r2", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_erased_reader_stays_erased() {
        reader.register(plain("张三", ADULT, null, null).sealed(KEY, "v:r1"));
        assertThat(reader.erase("本人要求", MARCH).events()).containsExactly(new ReaderErased("r1", "本人要求"));
        assertThat(reader.sealed()).isNull();
        assertThatThrownBy(() -> reader.unmask("催还", MARCH))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("reader-erased"));
    }
}
