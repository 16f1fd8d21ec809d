package kepu.assessment.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.notice.Notice.Circulation;
import kepu.assessment.notice.Notice.Content;
import kepu.assessment.notice.Notice.Hearing;
import kepu.assessment.notice.Notice.State;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of notices: a draft is seen by its issuer only, and a person is masked for everybody. */
@Component
class NoticeViews {
    private static final int SHOWN_OF_PERSON = 4;

    private final AggregateStore store;
    private final Withdrawals withdrawals;
    private final ZoneId zone;

    NoticeViews(AggregateStore store, Withdrawals withdrawals, ZoneId zone) {
        this.store = store;
        this.withdrawals = withdrawals;
        this.zone = zone;
    }

    /**
     * A notice.
     *
     * @param person masked; null: it is about the unit
     * @param occurredAt when it was issued; before that, when it was drafted
     * @param withdrawnBy number of the notice that took it back, if one did
     */
    record NoticeView(
            String id,
            String unitId,
            Kind kind,
            String issuerId,
            State state,
            @Nullable String documentNumber,
            Instant occurredAt,
            @Nullable String person,
            @Nullable Track track,
            @Nullable String deed,
            @Nullable String orderId,
            @Nullable String withdrawsNoticeId,
            @Nullable String withdrawnBy,
            String title,
            Circulation circulation,
            @Nullable Hearing hearing,
            @Nullable String discardedBecause,
            long version) {}

    /**
     * The text of a notice, part by part as an official layout (公文格式) asks for it.
     *
     * @param documentNumber null: it is not issued yet
     * @param date 成文日期, such as 2026年3月5日; null: it is not issued yet
     */
    record DocumentView(
            @Nullable String documentNumber,
            String title,
            List<String> addressees,
            List<String> paragraphs,
            String signature,
            @Nullable String date,
            List<String> copies,
            Circulation circulation,
            long version) {}

    NoticeView notice(String id) {
        Notice notice = seen(id);
        return view(notice, withdrawals.of(Set.of(id)));
    }

    DocumentView document(String id) {
        Notice notice = seen(id);
        Content content = notice.content();
        return new DocumentView(
                notice.documentNumber(),
                content.title(),
                content.addressees(),
                content.paragraphs(),
                content.signature(),
                notice.state() == State.ISSUED ? date(notice.occurredAt()) : null,
                content.copies(),
                content.circulation(),
                notice.version());
    }

    ListAnswer<NoticeView> notices(ListRequest<Notice> request) {
        return request.only(_ -> NoticeViews::isSeen).answer(this::views);
    }

    private List<NoticeView> views(List<Notice> notices) {
        Map<String, String> withdrawn =
                withdrawals.of(notices.stream().map(Notice::id).toList());
        return notices.stream().map(notice -> view(notice, withdrawn)).toList();
    }

    private Notice seen(String id) {
        return store.find(Notice.class, id)
                .filter(NoticeViews::isSeen)
                .orElseThrow(() -> Rejection.notFound("notices", id));
    }

    private static boolean isSeen(Notice notice) {
        boolean isInternal = notice.state() == State.DRAFT || notice.state() == State.DISCARDED;
        return !isInternal || Access.current().covers(notice.issuerId());
    }

    private String date(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static NoticeView view(Notice notice, Map<String, String> withdrawn) {
        Content content = notice.content();
        return new NoticeView(
                notice.id(),
                notice.unitId(),
                content.kind(),
                content.issuerId(),
                notice.state(),
                notice.documentNumber(),
                notice.occurredAt(),
                masked(content.personId()),
                content.track(),
                content.deed(),
                content.orderId(),
                content.withdrawsNoticeId(),
                withdrawn.get(notice.id()),
                content.title(),
                content.circulation(),
                notice.hearing(),
                notice.discardedBecause(),
                notice.version());
    }

    static @Nullable String masked(@Nullable String personId) {
        return personId == null
                ? null
                : personId.substring(0, Math.min(SHOWN_OF_PERSON, personId.length() / 2)) + "***";
    }
}
