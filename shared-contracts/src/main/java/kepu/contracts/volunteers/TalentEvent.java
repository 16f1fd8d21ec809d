package kepu.contracts.volunteers;

import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;

/**
 * The talent register (人才库) of a unit: what its people can do. Source: R5.
 *
 * <p>A {@code personId} is a pseudonym within the unit; the profession in words stays in the service.
 */
@Family(topic = "kepu.volunteers.talents")
public sealed interface TalentEvent extends DomainEvent {
    String personId();

    /** 种植, 养殖, 农机, 加工, 电商, 医疗卫生, 教育, 法律, 信息技术, 建筑, 文艺, 其他. */
    enum Skill {
        CROPS,
        LIVESTOCK,
        MACHINERY,
        PROCESSING,
        E_COMMERCE,
        HEALTH,
        EDUCATION,
        LAW,
        INFORMATION_TECHNOLOGY,
        CONSTRUCTION,
        ARTS,
        OTHER
    }

    /** In the register from {@code occurredAt} on, for the first time or again. */
    @WireType("kepu.volunteers.talent-registered.v1")
    @Fact("talent")
    record TalentRegistered(String personId, Set<Skill> skills, boolean scienceTalent) implements TalentEvent {
        public TalentRegistered {
            skills = Sorted.copyOf(skills);
        }
    }

    /** The skills are as stated here from {@code occurredAt} on. */
    @WireType("kepu.volunteers.talent-changed.v1")
    @Fact("talent")
    record TalentChanged(String personId, Set<Skill> skills, boolean scienceTalent) implements TalentEvent {
        public TalentChanged {
            skills = Sorted.copyOf(skills);
        }
    }

    /** Not in the register from {@code occurredAt} on. */
    @WireType("kepu.volunteers.talent-removed.v1")
    @Fact("talent")
    record TalentRemoved(String personId, String reason) implements TalentEvent {}
}
