package kepu.assessment.review;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore;
import kepu.assessment.review.YearReview.Honour;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;

/**
 * Finds what a unit was honoured with in a year: titles, notices that commend it, and demonstration titles of villages and
 * townships; neither those of households nor what commends a person.
 */
final class Honours {
    private Honours() {}

    /** @param facts of the unit: titles and notices of the year, demonstrations of any year; in any order */
    static List<Honour> of(String unitId, int year, ZoneId zone, Collection<Envelope<?>> facts) {
        List<Honour> honours = new ArrayList<>();
        for (Envelope<?> fact : FactStore.holding(facts, TitleEvent.class)) {
            LocalDate day = LocalDate.ofInstant(fact.occurredAt(), zone);
            if (day.getYear() == year) {
                switch (fact.data()) {
                    case TitleGranted is ->
                        honours.add(new Honour(unitId, is.title(), is.level().name(), day));
                    case TitleCorrected is ->
                        honours.add(new Honour(unitId, is.title(), is.level().name(), day));
                    default -> {} // withdrawn
                }
            }
        }
        Set<String> takenBack = facts.stream()
                .filter(fact -> fact.data() instanceof NoticeIssued)
                .flatMap(fact -> Stream.ofNullable(((NoticeIssued) fact.data()).withdrawsNoticeId()))
                .collect(Collectors.toSet());
        Set<String> commended = new HashSet<>();
        for (Envelope<?> fact : facts) {
            LocalDate day = LocalDate.ofInstant(fact.occurredAt(), zone);
            if (day.getYear() == year
                    && fact.data() instanceof NoticeIssued is
                    && is.kind() == Kind.COMMENDATION
                    && is.personId() == null
                    && !takenBack.contains(is.noticeId())
                    && commended.add(is.noticeId())) {
                String deed = is.deed() == null ? "" : "：" + is.deed();
                honours.add(new Honour(
                        unitId,
                        "通报表扬（" + is.documentNumber() + "）" + deed,
                        is.level().name(),
                        day));
            }
        }
        Set<String> withdrawn = facts.stream()
                .filter(fact -> fact.data() instanceof DemonstrationWithdrawn)
                .map(fact -> ((DemonstrationWithdrawn) fact.data()).demonstrationId())
                .collect(Collectors.toSet());
        for (Envelope<?> fact : facts) {
            LocalDate day = LocalDate.ofInstant(fact.occurredAt(), zone);
            if (day.getYear() == year
                    && fact.data() instanceof DemonstrationAwarded is
                    && is.level() != Level.HOUSEHOLD
                    && !withdrawn.contains(is.demonstrationId())) {
                honours.add(new Honour(unitId, is.level() == Level.VILLAGE ? "示范村" : "示范乡", null, day));
            }
        }
        honours.sort(Comparator.comparing(Honour::grantedOn, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Honour::title));
        return honours;
    }
}
