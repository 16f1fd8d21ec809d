package kepu.identity.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

class KeyMakerTest {
    @Test
    void a_key_has_as_many_bits_as_was_asked_for_and_an_id_of_its_own() {
        KeyMaker maker = new KeyMaker(2048);

        assertThat(maker.make().size()).isEqualTo(2048);
        assertThat(maker.make().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(maker.make().getKeyID()).isNotEqualTo(maker.make().getKeyID());
    }

    @Test
    void fewer_bits_than_are_safe_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyMaker(2047))
                .withMessageContaining("kepu.identity.key-bits");
    }

    @Test
    void nobody_need_ask_for_3072() {
        YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
        settings.setResources(new ClassPathResource("identity.yml"));
        Properties read = Objects.requireNonNull(settings.getObject());

        assertThat(read.getProperty("kepu.identity.key-bits")).isEqualTo("3072");
    }
}
