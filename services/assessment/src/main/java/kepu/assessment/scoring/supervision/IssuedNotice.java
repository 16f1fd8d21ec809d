package kepu.assessment.scoring.supervision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.organization.TitleEvent;

/** A notice (通报) about a unit itself that was not taken back by another one. */
public record IssuedNotice(DatedEvent<NoticeEvent> fact, NoticeIssued notice) {
    /**
     * Those of a kind that were issued on the unit's elapsed days, in the order in which they were. One that was taken back
     * counts on no as-of day.
     */
    public static List<IssuedNotice> of(UnitYear unit, Kind kind) {
        List<DatedEvent<NoticeEvent>> facts = unit.facts().inOrder(NoticeEvent.class);
        Set<String> takenBack = new HashSet<>();
        for (DatedEvent<NoticeEvent> fact : facts) {
            if (fact.data() instanceof NoticeIssued issued && issued.withdrawsNoticeId() != null) {
                takenBack.add(issued.withdrawsNoticeId());
            }
        }
        List<IssuedNotice> notices = new ArrayList<>();
        for (DatedEvent<NoticeEvent> fact : facts) {
            if (fact.data() instanceof NoticeIssued issued
                    && issued.kind() == kind
                    && issued.personId() == null
                    && unit.elapsed().contains(fact.date())
                    && !takenBack.contains(issued.noticeId())) {
                notices.add(new IssuedNotice(fact, issued));
            }
        }
        return notices;
    }

    /** Track P unless the notice says S. */
    public Track track() {
        return notice.track() == TitleEvent.Track.SCIENCE ? Track.S : Track.P;
    }
}
