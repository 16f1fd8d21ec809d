package kepu.assessment.scoring.integrity;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;

/**
 * Something odd in a unit's year (疑点): a reason to look, never a finding.
 *
 * @param at when it happened, or began
 * @param numbers by name, in reading order
 * @param events that it rests on, oldest first
 * @param involved accounts that recorded, or verified, any of them, and the pseudonym of whoever was at two places
 */
public record IntegrityFlag(
        Kind kind,
        Instant at,
        LocalizedText reason,
        Map<String, Object> numbers,
        List<UUID> events,
        SortedSet<String> involved) {
    /** 时间重叠, 行程不可能, 短时大批核实, 互相核实, 年底突击. */
    public enum Kind {
        OVERLAP("同一人同时在两处", "one person at two places at once"),
        IMPOSSIBLE_TRAVEL("两次服务地点类型不同，间隔不足以赶路", "two services at different kinds of place with no time to get there"),
        BULK_VERIFICATION("同一人在几分钟内核实了大量时长", "one person verified many hours within minutes"),
        CLOSED_PAIR("两人互相核实对方登记的记录", "two people verify what the other one recorded"),
        YEAR_END_BURST("全年记录多在年底集中登记", "most records of the year were entered at its end");

        private final LocalizedText reason;

        Kind(String zh, String en) {
            reason = new LocalizedText(zh, en);
        }
    }

    static IntegrityFlag of(
            Kind kind,
            Instant at,
            FormulaNumbers numbers,
            List<? extends DatedEvent<?>> facts,
            Collection<String> people) {
        List<? extends DatedEvent<?>> once =
                facts.stream().distinct().sorted(DatedEvent.AS_IT_HAPPENED).toList();
        SortedSet<String> involved = new TreeSet<>(people);
        once.forEach(fact -> involved.add(fact.envelope().actor()));
        return new IntegrityFlag(
                kind,
                at,
                kind.reason,
                numbers.asMap(),
                once.stream().map(fact -> fact.envelope().id()).toList(),
                Collections.unmodifiableSortedSet(involved));
    }
}
