package kepu.contracts.assessment;

import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * What the integrity radar (真实性雷达) found odd in a unit's year, and what an inspector found out about it: advice only, no
 * score reads it. Source: R9, R31.
 */
@Family(topic = "kepu.assessment.integrity")
public sealed interface IntegrityCaseEvent extends DomainEvent {
    String caseId();

    /** What an inspector found: 情况正常, 已更正, 转督查. */
    enum Finding {
        INNOCENT,
        CORRECTED,
        TO_BE_INSPECTED
    }

    /**
     * The radar raised a flag that it had not raised before.
     *
     * @param year the calendar year whose facts are odd
     * @param kind {@code OVERLAP}, {@code IMPOSSIBLE_TRAVEL}, {@code BULK_VERIFICATION}, {@code CLOSED_PAIR},
     *     {@code YEAR_END_BURST}; others may come
     * @param eventIds events that it rests on
     */
    @WireType("kepu.assessment.integrity-case-opened.v1")
    record IntegrityCaseOpened(String caseId, int year, String kind, Set<String> eventIds)
            implements IntegrityCaseEvent {}

    /** An inspector looked into it. */
    @WireType("kepu.assessment.integrity-case-closed.v1")
    record IntegrityCaseClosed(String caseId, Finding finding, String comment) implements IntegrityCaseEvent {}

    /** The facts do not show it any more, before anybody looked into it. */
    @WireType("kepu.assessment.integrity-case-lapsed.v1")
    record IntegrityCaseLapsed(String caseId) implements IntegrityCaseEvent {}
}
