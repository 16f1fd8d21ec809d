package kepu.contracts.volunteers;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * That something was done with a person's data (个人信息: 身份证号, 电话); never the data itself.
 *
 * <p>A {@code personId} is the pseudonym by which teams, posts and rooms name the person.
 */
@Family(topic = "kepu.volunteers.people")
public sealed interface PersonEvent extends DomainEvent {
    String personId();

    /** Personal data of the person is held from {@code occurredAt} on. */
    @WireType("kepu.volunteers.personal-data-recorded.v1")
    @Fact("data")
    record PersonalDataRecorded(String personId) implements PersonEvent {}

    /** It was replaced. */
    @WireType("kepu.volunteers.personal-data-changed.v1")
    @Fact("data")
    record PersonalDataChanged(String personId) implements PersonEvent {}

    /** Somebody saw it unmasked. */
    @WireType("kepu.volunteers.personal-data-unmasked.v1")
    @Fact("unmasked")
    record PersonalDataUnmasked(String personId, String purpose) implements PersonEvent {}

    /** The key that it was encrypted with is destroyed: nobody can ever read it again. */
    @WireType("kepu.volunteers.personal-data-erased.v1")
    @Fact("data")
    record PersonalDataErased(String personId, String reason) implements PersonEvent {}
}
