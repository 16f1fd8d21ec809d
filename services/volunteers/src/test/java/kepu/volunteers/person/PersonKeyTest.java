package kepu.volunteers.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import kepu.defaults.sealing.PersonKey;
import org.junit.jupiter.api.Test;

class PersonKeyTest {
    private static final String ID_NUMBER = "990101199003071237";
    private static final String PHONE = "13812345678";
    private static final Plain PLAIN = Plain.of(ID_NUMBER, PHONE, LocalDate.of(2026, 5, 1));

    private final PersonKey key = PersonKey.fresh();

    @Test
    void what_was_sealed_opens_again() {
        assertThat(Plain.opened(key, person("p-1", PLAIN.sealed(key, "p-1")))).isEqualTo(PLAIN);
    }

    @Test
    void the_same_value_is_sealed_differently_each_time() {
        String sealed = key.seal("p-1", "phone", PHONE);

        assertThat(key.seal("p-1", "phone", PHONE)).isNotEqualTo(sealed);
        assertThat(new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(PHONE);
    }

    @Test
    void another_persons_sealed_value_does_not_open_even_with_the_same_key() {
        Person.Sealed others = PLAIN.sealed(key, "p-2");

        assertThatIllegalStateException().isThrownBy(() -> Plain.opened(key, person("p-1", others)));
    }

    @Test
    void another_fields_sealed_value_does_not_open() {
        Person.Sealed sealed = PLAIN.sealed(key, "p-1");
        Person.Sealed exchanged = new Person.Sealed(sealed.phone(), sealed.idNumber());

        assertThatIllegalStateException().isThrownBy(() -> Plain.opened(key, person("p-1", exchanged)));
    }

    @Test
    void person_and_field_cannot_be_read_in_two_ways() {
        String sealed = key.seal("p-1", "phone", PHONE);

        assertThatIllegalStateException().isThrownBy(() -> key.open("p-", "1phone", sealed));
    }

    @Test
    void another_persons_key_opens_nothing() {
        Person.Sealed sealed = PLAIN.sealed(key, "p-1");

        assertThatIllegalStateException().isThrownBy(() -> Plain.opened(PersonKey.fresh(), person("p-1", sealed)));
    }

    @Test
    void a_changed_bit_is_noticed() {
        byte[] sealed = Base64.getDecoder().decode(key.seal("p-1", "phone", PHONE));
        sealed[sealed.length - 1] ^= 1;
        String changed = Base64.getEncoder().encodeToString(sealed);

        assertThatIllegalStateException()
                .isThrownBy(() -> key.open("p-1", "phone", changed))
                .satisfies(failure ->
                        assertThat(failure.toString() + failure.getCause()).doesNotContain(PHONE));
    }

    private static Person person(String id, Person.Sealed sealed) {
        return new Person(
                id,
                "990101201201",
                null,
                "k-1",
                sealed.idNumber(),
                sealed.phone(),
                Instant.parse("2026-05-01T00:00:00Z"));
    }
}
