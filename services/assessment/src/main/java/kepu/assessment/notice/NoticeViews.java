package kepu.assessment.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import kepu.access.Caller;
import kepu.assessment.notice.Notice.Circulation;
import kepu.assessment.notice.Notice.Content;
import kepu.assessment.notice.Notice.Hearing;
import kepu.assessment.notice.Notice.State;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people see of notices: a draft is seen by its issuer's office only; one that is being heard, or is for internal
 * circulation, also by its subject and by inspectors. A person is masked for everybody, and sees what is about them
 * ({@link OwnNoticeController}).
 */
@Component
class NoticeViews {
    private static final int SHOWN_OF_PERSON = 4;

    /** Who belongs to the office of an issuer, if they have the role over it. */
    private static final Set<Role> OFFICE =
            Set.of(Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR);

    /** Who may answer for the subject. */
    private static final Set<Role> SUBJECT = Set.of(Role.VILLAGE_SECRETARY, Role.TOWNSHIP_CLERK);

    private final AggregateStore store;
    private final Withdrawals withdrawals;
    private final UnitParents parents;
    private final Clock clock;
    private final ZoneId zone;

    NoticeViews(AggregateStore store, Withdrawals withdrawals, UnitParents parents, Clock clock, ZoneId zone) {
        this.store = store;
        this.withdrawals = withdrawals;
        this.parents = parents;
        this.clock = clock;
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

    /** @param seen which notices are to be seen, beside their being within reach */
    NoticeView notice(String id, Predicate<Notice> seen) {
        return view(seen(id, seen), withdrawals.of(Set.of(id)));
    }

    DocumentView document(String id, Predicate<Notice> seen) {
        Notice notice = seen(id, seen);
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
        return request.answer(this::views);
    }

    private List<NoticeView> views(List<Notice> notices) {
        Map<String, String> withdrawn =
                withdrawals.of(notices.stream().map(Notice::id).toList());
        return notices.stream().map(notice -> view(notice, withdrawn)).toList();
    }

    /** @throws Rejection 404 {@code not-found} of one that is not to be seen */
    Notice seen(String id, Predicate<Notice> seen) {
        return store.find(Notice.class, id).filter(seen).orElseThrow(() -> Rejection.notFound("notices", id));
    }

    /** Of those within reach. */
    Predicate<Notice> seenBy(Caller caller) {
        Access ofOffice = reach(caller, OFFICE);
        Access ofSubject = reach(caller, SUBJECT);
        Access inspecting = reach(caller, Set.of(Role.INSPECTOR));
        return notice -> {
            boolean isOfOffice = ofOffice.covers(notice.issuerId());
            boolean isInside = isOfOffice || ofSubject.covers(notice.unitId()) || inspecting.covers(notice.unitId());
            return switch (notice.state()) {
                case DRAFT, DISCARDED -> isOfOffice;
                case HEARING, HEARD -> isInside;
                case ISSUED -> isInside || notice.content().circulation() == Circulation.PUBLIC;
            };
        };
    }

    private Access reach(Caller caller, Set<Role> roles) {
        return new Access(caller.unitsOf(roles, clock.instant()), parents, clock);
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
                hearing(notice),
                notice.discardedBecause(),
                notice.version());
    }

    /** Whoever answered for themselves is the person that it is about, and masked like them. */
    static @Nullable Hearing hearing(Notice notice) {
        Hearing hearing = notice.hearing();
        String personId = notice.content().personId();
        return hearing != null && personId != null && personId.equals(hearing.answeredBy())
                ? hearing.naming(masked(personId))
                : hearing;
    }

    static @Nullable String masked(@Nullable String personId) {
        return personId == null
                ? null
                : personId.substring(0, Math.min(SHOWN_OF_PERSON, personId.length() / 2)) + "***";
    }
}
