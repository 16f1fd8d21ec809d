package kepu.defaults.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {
    @ParameterizedTest
    @CsvSource({
        "13812345678,      13812345678,   138****5678",
        "19912345678,      19912345678,   199****5678",
        "138-1234-5678,    13812345678,   138****5678",
        "138 1234 5678,    13812345678,   138****5678",
        "+86 138-1234-5678,13812345678,   138****5678",
        "008613812345678,  13812345678,   138****5678",
        "0818-2345678,     0818-2345678,  0818-***5678",
        "08182345678,      0818-2345678,  0818-***5678",
        "0755-23456789,    0755-23456789, 0755-****6789",
        "010-62345678,     010-62345678,  010-****5678",
        "02862345678,      028-62345678,  028-****5678"
    })
    void mainland_numbers_are_taken_in_one_form_and_masked(String stated, String plain, String masked) {
        Phone phone = Phone.of(stated);

        assertThat(phone.plain()).isEqualTo(plain);
        assertThat(phone.masked()).isEqualTo(masked);
        assertThat(phone).hasToString(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1381234567", // 10 digits
                "138123456789", // 12
                "12812345678", // no such mobile prefix
                "2345678", // no area code
                "010-2345678", // Beijing's have eight digits
                "0818-12345678", // no subscriber number begins with 1
                "0818-234567", // six digits
                "021-8234567", // nor Shanghai's
                "+85291234567", // Hong Kong
                "+86 0818-2345678",
                "１３８１２３４５６７８",
                "1381234567a",
                "",
                "1 3 8 1 2 3 4 5 6 7 8              "
            })
    void any_other_is_refused_without_being_repeated(String stated) {
        assertThatExceptionOfType(KeyRejection.class)
                .isThrownBy(() -> Phone.of(stated))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("invalid-phone");
                    assertThat(refusal.getMessage()).isEqualTo("invalid-phone []");
                });
    }
}
