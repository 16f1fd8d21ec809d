package kepu.volunteers.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.volunteers.PersonEvent.PersonalDataChanged;
import kepu.contracts.volunteers.PersonEvent.PersonalDataErased;
import kepu.contracts.volunteers.PersonEvent.PersonalDataRecorded;
import kepu.contracts.volunteers.PersonEvent.PersonalDataUnmasked;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private final Person person =
            new Person("990101201201:p-1", "990101201201", "p-1", "k-1", "sealed-id", "sealed-phone", MAY);

    @Test
    void what_happens_to_the_data_is_told_and_the_data_is_not() {
        DomainEvents recorded = person.record();
        DomainEvents changed = person.change(new Person.Sealed(null, "other-phone"), JUNE);
        DomainEvents unmasked = person.unmask("核对培训名单", JUNE);
        DomainEvents erased = person.erase("本人要求", JUNE);

        assertThat(recorded).isEqualTo(new DomainEvents(MAY, List.of(new PersonalDataRecorded("p-1")), null));
        assertThat(changed).isEqualTo(new DomainEvents(JUNE, List.of(new PersonalDataChanged("p-1")), null));
        assertThat(unmasked)
                .isEqualTo(new DomainEvents(JUNE, List.of(new PersonalDataUnmasked("p-1", "核对培训名单")), null));
        assertThat(erased).isEqualTo(new DomainEvents(JUNE, List.of(new PersonalDataErased("p-1", "本人要求")), null));
    }

    @Test
    void a_change_replaces_all_that_is_held() {
        person.change(new Person.Sealed(null, "other-phone"), JUNE);

        assertThat(person.sealed()).isEqualTo(new Person.Sealed(null, "other-phone"));
    }

    @Test
    void an_erased_person_holds_nothing_and_stays_erased() {
        person.erase("本人要求", JUNE);

        assertThat(person.sealed()).isEqualTo(new Person.Sealed(null, null));
        assertThat(person.erasedAt()).isEqualTo(JUNE);
        Stream.<ThrowingCallable>of(
                        () -> person.erase("再次", JUNE),
                        () -> person.unmask("核对", JUNE),
                        () -> person.change(new Person.Sealed("id", null), JUNE))
                .forEach(attempt -> assertThatExceptionOfType(PersonRejection.class)
                        .isThrownBy(attempt)
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("personal-data-erased")));
    }

    @Test
    void either_an_id_number_or_a_phone_is_enough_and_neither_is_not() {
        assertThat(Plain.of("990101199003071237", null, TODAY).phone()).isNull();
        assertThat(Plain.of(null, "13812345678", TODAY).idNumber()).isNull();
        assertThatExceptionOfType(PersonRejection.class)
                .isThrownBy(() -> Plain.of(null, null, TODAY))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("no-personal-data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"990101199003071237", "13812345678"})
    void nothing_that_carries_the_data_prints_it(String value) {
        String id = "990101199003071237";
        String phone = "13812345678";

        assertThat(Stream.of(
                        Plain.of(id, phone, TODAY),
                        new UnmaskPerson.Unmasked("p-1", Plain.of(id, phone, TODAY), 1),
                        new PersonController.PersonRequest("u", "p-1", id, phone, null),
                        new PersonController.ChangeRequest(id, phone),
                        new PersonController.UnmaskedView("p-1", id, phone)))
                .allSatisfy(carrier -> assertThat(carrier.toString()).doesNotContain(value));
    }
}
