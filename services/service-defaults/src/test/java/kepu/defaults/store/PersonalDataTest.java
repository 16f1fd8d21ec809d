package kepu.defaults.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the standard's own example and made-up ones. */
class PersonalDataTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "身份证11010519491231002X号",
                "440524188001010014",
                "id:440524188001010014;",
                "１１０１０５１９４９１２３１００２X",
                "13800138000",
                "联系人张三，13800138000",
                "tel13800138000x",
                "１３８００１３８０００",
                "19912345678 或者 110",
                "-13012345678-"
            })
    void a_number_of_a_person_is_found(String text) {
        assertThat(PersonalData.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "科普挂图",
                "110105194912310021", // wrong check digit
                "110105194912310020",
                "1440524188001010014", // a digit beside
                "4405241880010100145",
                "12800138000", // no mobile number
                "1380013800",
                "138001380001",
                "213800138000",
                "510182101201", // a village
                "2026-03-12T09:05:12.345Z",
                "138****8000",
                "0198c5d2-7a3b-7e21-8f00-a13800138000", // a UUID
                "aaaaaaaaaaaaaaaaaaaaa13800138000bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" // a SHA-256
            })
    void what_is_none_is_not(String text) {
        assertThat(PersonalData.isIn(text)).isFalse();
    }

    @Test
    void nothing_holds_nothing() {
        assertThat(PersonalData.isIn(null)).isFalse();
    }

    @Test
    void only_texts_are_looked_at_and_the_place_is_told_but_not_the_number() {
        assertThat(PersonalData.placeIn("{\"a\":13800138000,\"b\":[{\"c\":\"x\"},{\"c\":\"13800138000\"}]}"))
                .hasValue("b[1].c");
        assertThat(PersonalData.placeIn("{\"a\":{\"13800138000\":1}}")).hasValue("a");
        assertThat(PersonalData.placeIn("{\"13800138000\":1}")).hasValue("*");
        assertThat(PersonalData.placeIn("{\"a\":13800138000,\"b\":\"13800\",\"c\":\"138000\"}"))
                .isEmpty();
        assertThat(PersonalData.placeIn("{\"a\":\"科普\"}")).isEmpty();
    }
}
