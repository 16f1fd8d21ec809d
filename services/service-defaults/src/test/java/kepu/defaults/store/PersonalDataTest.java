package kepu.defaults.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
                "-13012345678-",
                "8613912345678",
                "+8613912345678",
                "008613912345678",
                "电话８６１３９１２３４５６７８",
                "+86 139 1234 5678",
                "+86-139-1234-5678",
                "(+86)139-1234-5678",
                "0086 13912345678",
                "86139 1234 5678",
                "139 1234 5678",
                "139-1234-5678",
                "139.1234.5678",
                "139 1234-5678",
                "139 12345678",
                "1391234-5678",
                "139-123-45678",
                "1391-234-5678",
                "139\u00a01234\u00a05678", // no-break spaces
                "１３９\u3000１２３４\u3000５６７８", // full-width digits and blanks
                "139\u20131234\u20145678", // en dash, em dash
                "139·1234·5678",
                "请在 3 日前致电 139 1234 5678，分机 2",
                "1. 139 1234 5678",
                "1.13912345678",
                "1.+8613912345678",
                "2 139 1234 5678",
                "510182101201-13912345678",
                "139  1234  5678", // more than one between
                "139/1234/5678",
                "510182 19900101 123X",
                "510182 19900101 123x",
                "510182-19900101-123X",
                "510182.19900101.123X",
                "510182 1990-01-01 123X",
                "510182 1990 01 01 123X",
                "5101 8219 9001 0112 3X",
                "510 182 1990 0101 123X",
                "510182 19900101 123 X",
                "51018219900101123-X",
                "5 110105194912310021 51018219900101123X",
                "2 510182 19900101 123X",
                "9901 0119 9003 0712 37",
                "139 1234 5678 2026123" // begins like a grouped ID number that is none
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
                "510182101201 510182101202 510182101203",
                "130 182 101 201", // a village of a county that begins like a mobile number
                "130182-101-201",
                "person-130182101-08",
                "510182101201:130182101201",
                "2026-03-12T09:05:12.345Z",
                "2026-03-12",
                "2026.03.12-2026.03.18",
                "2026 03 12 13 05 12",
                "1921-1949-1978-2026",
                "1949-1978-202",
                "19491001-123",
                "199001-12345",
                "20260312-130512",
                "1330-1500",
                "1772000000123", // milliseconds
                "1772000000.1",
                "1772000000 123 s",
                "15 12 30 20 18 5", // scores
                "13.5 14.25 19.75",
                "1 3 9 1 2 3 4 5 6 7 8",
                "150 20 30 25 25",
                "20 18 19 20 12 10 15 18 2",
                "总分 138.5，平均 13.25",
                "139.12345678", // a longitude
                "0.13912345678901",
                "45.8613264972827",
                "167.196200512123406", // right check digit and date of birth
                "139.196.123.45", // an address of the net
                "13,800,138,000",
                "0818-2345678", // an office's
                "010-62345678",
                "400-139-1234",
                "GB/T 13745-2009",
                "978-7-139-12345-6",
                "87139 1234 5678", // no prefix of this country
                "186139123456785",
                "86138001380001",
                "86 12800138000",
                "138 1234 567",
                "139-1234-56789",
                "3139-1234-5678",
                "510182 19900101 1237", // wrong check digit
                "510182 19901301 1237", // right check digit, month 13
                "510182101201 202606",
                "1510182 19900101 123X",
                "510182 19900101 123X5",
                "51 01 82 19 90 01 01 12 3X", // in pairs, as scores stand
                "100 20 18 19 20 12 10 15 9", // scores, by chance with the right check digit
                "138****8000",
                "138 **** 8000",
                "9901**********1237",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0198c5d2-7a3b-7139-8123-451391234567",
                "01980f3a-5c00-7000-8000-0000000000c0",
                "健康素养66条",
                "松涛乡2026年党建带科普工作总结",
                "科普服务队管理办法（2026年修订）",
                "volunteer-990101201-08",
                "person-990101201-8",
                "09:00-12:00, 14:00-17:00",
                "0198c5d2-7a3b-7e21-8f00-a13800138000", // a UUID
                "aaaaaaaaaaaaaaaaaaaaa13800138000bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" // a SHA-256
            })
    void what_is_none_is_not(String text) {
        assertThat(PersonalData.isIn(text)).isFalse();
    }

    /** Among them is every kind of text that an event can hold. */
    @ParameterizedTest
    @MethodSource("frozenSamples")
    void no_event_of_the_contracts_is_suspected(String sample) {
        assertThat(PersonalData.placeIn(sample)).isEmpty();
    }

    private static Stream<Arguments> frozenSamples() {
        return frozen("frozen.sha256")
                .lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(file -> file.startsWith("samples/"))
                .map(file -> argumentSet(file, frozen(file)));
    }

    private static String frozen(String file) {
        try (InputStream stream =
                Objects.requireNonNull(PersonalDataTest.class.getResourceAsStream("/kepu/contracts/" + file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        assertThat(PersonalData.placeIn("{\"a\":{\"b\":\"139 1234 5678\"}}")).hasValue("a.b");
        assertThat(PersonalData.placeIn("{\"a\":[139, 1234, 5678],\"b\":\"139\",\"c\":\"1234\"}"))
                .isEmpty();
    }
}
