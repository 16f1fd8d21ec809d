package kepu.volunteers.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are of the invented county 990101. */
class IdNumberTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "990101199003071237",
                "99010119850412008X",
                "99010120240229001X", // 29 February of a leap year
                "990101190001010018", // the earliest date of birth
                "990101202605010014" // born today
            })
    void a_number_with_the_right_check_digit_and_a_real_date_of_birth_is_taken(String number) {
        assertThat(IdNumber.of(number, TODAY).plain()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "990101199003071238", // check digit
                "990101199003071227", // a digit off
                "990101199003072137", // two digits exchanged
                "990101198504120080", // 0 in place of X
                "990101189912310013", // born in the century before last
                "99010120260502001X", // born tomorrow
                "990101202602290014", // 29 February of no leap year
                "990101199002300018", // 30 February
                "990101199013010016", // month 13
                "090101199003071234", // no region begins with 0
                "99010119900307123", // 17 characters
                "9901011990030712371", // 19
                "990101900307123", // the 15 of before 1999
                "99010119900307123 7",
                "X90101199003071237",
                "９９０１０１１９９００３０７１２３７",
                ""
            })
    void any_other_is_refused_without_being_repeated(String number) {
        assertThatExceptionOfType(PersonRejection.class)
                .isThrownBy(() -> IdNumber.of(number, TODAY))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("invalid-id-number");
                    assertThat(refusal.arguments()).isEmpty();
                    assertThat(refusal.getMessage()).isEqualTo("invalid-id-number []");
                });
    }

    @Test
    void a_small_x_and_spaces_around_it_are_as_good() {
        assertThat(IdNumber.of(" 99010119850412008x ", TODAY).plain()).isEqualTo("99010119850412008X");
    }

    @Test
    void masked_it_shows_neither_county_nor_date_of_birth() {
        IdNumber number = IdNumber.of("990101199003071237", TODAY);

        assertThat(number.masked()).isEqualTo("9901**********1237");
        assertThat(number).hasToString("9901**********1237");
    }
}
