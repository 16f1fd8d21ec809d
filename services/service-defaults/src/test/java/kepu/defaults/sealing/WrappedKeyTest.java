package kepu.defaults.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** A person's key, as it is stored. */
class WrappedKeyTest {
    private static final String PHONE = "13812345678";

    private final PersonKey key = PersonKey.fresh();

    @Test
    void a_wrapped_key_is_unwrapped_by_its_master_key_and_no_other() {
        MasterKey master = MasterKey.inMemory();
        byte[] wrapped = key.wrapped(master);
        String sealed = key.seal("p-1", "phone", PHONE);

        assertThat(PersonKey.unwrapped(key.id(), wrapped, master).open("p-1", "phone", sealed))
                .isEqualTo(PHONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> PersonKey.unwrapped(key.id(), wrapped, MasterKey.inMemory()));
    }

    @Test
    void a_wrapped_key_put_in_anothers_place_is_not_unwrapped() {
        MasterKey master = MasterKey.inMemory();
        byte[] wrapped = key.wrapped(master);

        assertThatIllegalStateException()
                .isThrownBy(() -> PersonKey.unwrapped(PersonKey.fresh().id(), wrapped, master));
    }
}
