package kepu.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySealTest {
    private final KeySeal seal = new KeySeal("the installation's secret");

    @Test
    void a_private_key_is_read_with_the_secret_it_was_closed_with() {
        String closed = seal.close("k1", "private");

        assertThat(closed).doesNotContain("private").isNotEqualTo(seal.close("k1", "private"));
        assertThat(seal.open("k1", closed)).contains("private");
    }

    @Test
    void with_another_secret_or_under_another_id_nobody_reads_it() {
        String closed = seal.close("k1", "private");

        assertThat(new KeySeal("another secret").open("k1", closed)).isEmpty();
        assertThat(seal.open("k2", closed)).isEmpty();
    }
}
