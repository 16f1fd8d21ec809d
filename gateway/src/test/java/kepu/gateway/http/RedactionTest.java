package kepu.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource({
        "/people/11010519491231002X, /people/***",
        "/people/110105194912310021/visits, /people/***/visits",
        "/people/13912345678, /people/***",
        "/people/+8613912345678, /people/***",
        "/people/008613912345678, /people/***",
        "/people/%31%33912345678, /people/***",
        "/people/139-1234-5678/visits, /people/***/visits",
        "/people/139%E2%80%8B12345678, /people/***",
        "/people/11010519491231002%EF%BC%B8, /people/***",
        "/people/%E4%B8%80%E4%B8%89%E5%85%AB%E3%80%87%E3%80%87%E4%B8%80%E4%B8%89%E5%85%AB%E3%80%87%E3%80%87%E3%80%87,"
                + " /people/***",
        "/people/139/1234/5678, ***",
        "/units/370102001001, /units/370102001001",
        "/units/%E6%9D%91, /units/%E6%9D%91",
        "/journal/1391234567, /journal/1391234567",
        "/journal/139123456789, /journal/139123456789",
        "/journal/1101051949123100211, /journal/1101051949123100211",
        "/broken/%3, /broken/%3"
    })
    void what_looks_personal_is_struck_out_of_a_path_and_nothing_else(String path, String said) {
        assertThat(Redaction.path(path)).isEqualTo(said);
    }
}
