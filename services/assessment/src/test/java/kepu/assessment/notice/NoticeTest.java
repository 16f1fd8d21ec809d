package kepu.assessment.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kepu.assessment.notice.Notice.Circulation;
import kepu.assessment.notice.Notice.Content;
import kepu.assessment.notice.Notice.State;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.NoticeEvent.HearingOpened;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.assessment.NoticeEvent.NoticeDiscarded;
import kepu.contracts.assessment.NoticeEvent.NoticeDrafted;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.NoticeEvent.SubjectHeard;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.access.Access;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeTest {
    private static final Instant DRAFTED = Instant.parse("2026-03-02T02:00:00Z");
    private static final LocalDate LAST = LocalDate.of(2026, 3, 9);

    private static Content content(Kind kind, @Nullable String personId, @Nullable String withdraws) {
        return new Content(
                kind,
                "T1",
                personId,
                null,
                null,
                null,
                withdraws,
                "关于书屋管理的通报",
                List.of("各村"),
                List.of("经查……"),
                List.of(),
                "某某乡科普领导小组",
                Circulation.INTERNAL);
    }

    private static Notice notice(Kind kind) {
        return new Notice("n1", "V1", content(kind, null, null), DRAFTED, "clerk");
    }

    private static Instant at(String day) {
        return Instant.parse(day + "T04:00:00Z");
    }

    private static List<DomainEvent> issue(
            Notice notice, String day, @Nullable String reply, @Nullable Notice withdrawn) {
        return notice.issue("乡科〔2026〕1号", Level.TOWNSHIP, at(day), LocalDate.parse(day), reply, withdrawn, "clerk")
                .events();
    }

    private static void refused(String code, ThrowingCallable step) {
        assertThatThrownBy(step).hasMessageStartingWith(code + " ");
    }

    @Test
    void a_commendation_is_drafted_and_issued() {
        Notice notice = notice(Kind.COMMENDATION);
        assertThat(notice.draft().events()).containsExactly(new NoticeDrafted("n1", Kind.COMMENDATION, "T1", null));
        assertThat(issue(notice, "2026-03-03", null, null))
                .containsExactly(new NoticeIssued(
                        "n1",
                        Kind.COMMENDATION,
                        "T1",
                        "乡科〔2026〕1号",
                        Level.TOWNSHIP,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(notice.occurredAt()).isEqualTo(at("2026-03-03"));
        refused("notice-settled", () -> issue(notice, "2026-03-03", null, null));
        refused("notice-settled", () -> notice.discard("误拟", at("2026-03-03"), "clerk"));
    }

    @Test
    void a_criticism_is_not_issued_before_its_subject_was_asked() {
        refused("subject-not-heard", () -> issue(notice(Kind.CRITICISM), "2026-04-01", null, null));
    }

    @Test
    void a_criticism_without_an_answer_is_issued_on_the_day_after_the_last_one_of_the_hearing_at_the_earliest() {
        Notice notice = notice(Kind.CRITICISM);
        assertThat(notice.openHearing(LAST, at("2026-03-02"), "clerk").events())
                .containsExactly(new HearingOpened("n1", LAST));
        refused("hearing-not-over", () -> issue(notice, "2026-03-09", null, null));
        assertThat(issue(notice, "2026-03-10", null, null)).hasSize(1);
    }

    @Test
    void a_criticism_is_issued_as_soon_as_its_subject_has_answered() {
        Notice notice = notice(Kind.CRITICISM);
        notice.openHearing(LAST, at("2026-03-02"), "clerk");
        assertThat(notice.hear("情况属实", false, at("2026-03-04"), "secretary").events())
                .containsExactly(new SubjectHeard("n1", false));
        refused("notice-not-being-heard", () -> notice.hear("再答", false, at("2026-03-04"), "secretary"));
        refused("notice-step-before-previous", () -> issue(notice, "2026-03-03", null, null));
        assertThat(issue(notice, "2026-03-04", null, null)).hasSize(1);
    }

    @Test
    void an_objection_is_answered_with_the_issue() {
        Notice notice = notice(Kind.CRITICISM);
        notice.openHearing(LAST, at("2026-03-02"), "clerk");
        notice.hear("书屋当日停电", true, at("2026-03-04"), "secretary");
        refused("objection-not-answered", () -> issue(notice, "2026-03-05", null, null));
        assertThat(issue(notice, "2026-03-05", "停电时段已扣除", null)).hasSize(1);
        assertThat(notice.hearing().reply()).isEqualTo("停电时段已扣除");
    }

    @Test
    void only_a_drafted_criticism_is_heard_and_once() {
        refused(
                "no-hearing-of-this-notice",
                () -> notice(Kind.COMMENDATION).openHearing(LAST, at("2026-03-02"), "clerk"));
        Notice notice = notice(Kind.CRITICISM);
        notice.openHearing(LAST, at("2026-03-02"), "clerk");
        refused("no-hearing-of-this-notice", () -> notice.openHearing(LAST, at("2026-03-02"), "clerk"));
    }

    @Test
    void nobody_drafts_hears_issues_or_discards_a_notice_about_themselves() {
        Content aboutClerk = content(Kind.CRITICISM, "clerk", null);
        refused("own-record", () -> new Notice("n1", "V1", aboutClerk, DRAFTED, "clerk").draft());
        Notice notice = new Notice("n1", "V1", aboutClerk, DRAFTED, "other");
        refused("own-record", () -> notice.openHearing(LAST, at("2026-03-02"), "clerk"));
        notice.openHearing(LAST, at("2026-03-02"), "other");
        refused("own-record", () -> issue(notice, "2026-04-01", null, null));
        refused("own-record", () -> notice.discard("查无实据", at("2026-04-01"), "clerk"));
        assertThat(notice.discard("查无实据", at("2026-04-01"), "other").events()).hasSize(1);
    }

    @Test
    void whoever_answered_for_the_subject_neither_issues_nor_discards_the_notice_nor_takes_it_back() {
        Notice notice = notice(Kind.CRITICISM);
        notice.openHearing(LAST, at("2026-03-02"), "other");
        notice.hear("情况属实", false, at("2026-03-04"), "clerk");
        refused("own-record", () -> issue(notice, "2026-03-05", null, null));
        refused("own-record", () -> notice.discard("查无实据", at("2026-03-05"), "clerk"));
        refused("own-record", () -> notice.requireNotOfSubject("clerk"));
        assertThat(notice.discard("查无实据", at("2026-03-05"), "other").events()).hasSize(1);
    }

    @Test
    void a_hearing_shows_who_answered_and_when_and_masks_a_person_who_answered_themselves() {
        Notice ofUnit = notice(Kind.CRITICISM);
        ofUnit.openHearing(LAST, at("2026-03-02"), "clerk");
        assertThat(NoticeViews.hearing(ofUnit).answeredBy()).isNull();
        ofUnit.hear("情况属实", false, at("2026-03-04"), "secretary");
        assertThat(NoticeViews.hearing(ofUnit).answeredBy()).isEqualTo("secretary");
        assertThat(NoticeViews.hearing(ofUnit).answeredAt()).isEqualTo(at("2026-03-04"));

        Notice ofPerson = new Notice("n1", "V1", content(Kind.CRITICISM, "p-7c1e9d02f4a8", null), DRAFTED, "clerk");
        ofPerson.openHearing(LAST, at("2026-03-02"), "clerk");
        new Access(Set.of(), _ -> List.of(), Clock.systemUTC(), Set.of("a-17", "p-7c1e9d02f4a8"))
                .run(() -> ofPerson.hear("系误填", true, at("2026-03-04"), "a-17"));
        assertThat(NoticeViews.hearing(ofPerson).answeredBy()).isEqualTo("p-7c***");
        assertThat(issue(ofPerson, "2026-03-05", "已核减", null)).hasSize(1);
        assertThat(NoticeViews.hearing(ofPerson).answeredBy()).isEqualTo("p-7c***");
    }

    @Test
    void a_withdrawal_names_what_it_takes_back_and_when_that_was_issued() {
        Notice first = notice(Kind.COMMENDATION);
        issue(first, "2026-03-03", null, null);
        Notice withdrawal = new Notice("n2", "V1", content(Kind.WITHDRAWAL, null, "n1"), DRAFTED, "clerk");
        assertThat(issue(withdrawal, "2026-05-01", null, first)).singleElement().satisfies(event -> {
            NoticeIssued issued = (NoticeIssued) event;
            assertThat(issued.withdrawsNoticeId()).isEqualTo("n1");
            assertThat(issued.withdrawnIssuedAt()).isEqualTo(at("2026-03-03"));
        });
        refused("field-of-another-notice", () -> content(Kind.WITHDRAWAL, null, null));
        refused("field-of-another-notice", () -> content(Kind.CRITICISM, null, "n1"));
    }

    @Test
    void a_withdrawal_is_not_issued_before_what_it_takes_back_but_may_be_before_it_was_drafted() {
        Notice first = notice(Kind.COMMENDATION);
        issue(first, "2026-02-20", null, null);
        Notice withdrawal = new Notice("n2", "V1", content(Kind.WITHDRAWAL, null, "n1"), DRAFTED, "clerk");

        refused("notice-step-before-previous", () -> issue(withdrawal, "2026-02-19", null, first));
        refused(
                "notice-step-before-previous",
                () -> first.requireMayBeTakenBack(at("2026-02-20").minusMillis(1), "clerk"));
        assertThat(withdrawal.state()).isEqualTo(State.DRAFT);
        assertThat(issue(withdrawal, "2026-02-20", null, first)).hasSize(1);
    }

    @Test
    void a_subject_knows_of_what_is_heard_or_issued_and_not_of_a_draft() {
        Notice notice = notice(Kind.CRITICISM);
        assertThat(notice.isKnownToSubject()).isFalse();
        notice.openHearing(LAST, at("2026-03-02"), "clerk");
        assertThat(notice.isKnownToSubject()).isTrue();
        notice.discard("查无实据", at("2026-03-03"), "clerk");
        assertThat(notice.isKnownToSubject()).isFalse();
    }

    @Test
    void a_field_belongs_to_its_kind() {
        refused("field-of-another-notice", () -> full(Kind.CRITICISM, null, "果园带富", null));
        refused("field-of-another-notice", () -> full(Kind.COMMENDATION, null, null, "order"));
        refused("field-of-another-notice", () -> full(Kind.WITHDRAWAL, Track.SCIENCE, null, null));
        assertThat(full(Kind.CRITICISM, Track.SCIENCE, null, "order").orderId()).isEqualTo("order");
    }

    private static Content full(Kind kind, @Nullable Track track, @Nullable String deed, @Nullable String orderId) {
        return new Content(
                kind,
                "T1",
                null,
                track,
                deed,
                orderId,
                kind == Kind.WITHDRAWAL ? "n1" : null,
                "题",
                List.of("各村"),
                List.of("文"),
                List.of(),
                "署",
                Circulation.PUBLIC);
    }

    @Test
    void a_draft_that_is_discarded_is_over() {
        Notice notice = notice(Kind.CRITICISM);
        assertThat(notice.discard("误拟", at("2026-03-03"), "clerk").events())
                .containsExactly(new NoticeDiscarded("n1", "误拟"));
        assertThat(notice.state()).isEqualTo(State.DISCARDED);
        refused("no-hearing-of-this-notice", () -> notice.openHearing(LAST, at("2026-03-04"), "clerk"));
    }

    @Test
    void a_person_is_shown_masked() {
        assertThat(NoticeViews.masked("p-7c1e9d02f4a8")).isEqualTo("p-7c***");
        assertThat(NoticeViews.masked("ab")).isEqualTo("a***");
        assertThat(NoticeViews.masked(null)).isNull();
    }
}
