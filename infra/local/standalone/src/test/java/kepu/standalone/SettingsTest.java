package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void what_is_set_from_outside_replaces_the_houses_own_value() {
        Settings settings = new Settings()
                .with("kepu.tokens.issuer", "http://127.0.0.1:8080")
                .and(List.of("--kepu.tokens.issuer=https://issuer.example/a=b", "--kepu.tokens.audience=county"));

        assertThat(settings.arguments())
                .containsExactlyInAnyOrder(
                        "--kepu.tokens.issuer=https://issuer.example/a=b", "--kepu.tokens.audience=county");
    }

    @Test
    void what_is_no_setting_is_refused() {
        for (String wrong : List.of("kepu.zone=UTC", "--kepu.zone", "--=UTC")) {
            assertThatThrownBy(() -> new Settings().and(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }
}
