package kepu.organization.demonstration;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationApplied;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRechecked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationResubmitted;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationReviewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.DemonstrationEvent.Verdict;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate JUNE_30 = LocalDate.of(2025, 6, 30);
    private static final LocalDate DECEMBER_31 = LocalDate.of(2025, 12, 31);

    private final Demonstration household =
            new Demonstration("d1", "990101201201", "p1", Level.HOUSEHOLD, "H-017", "申报表", at("2025-01-10T10:00"));

    @Test
    void a_household_is_told_by_its_number_alone() {
        assertThat(household.apply("anna").events())
                .containsExactly(new DemonstrationApplied("d1", "p1", Level.HOUSEHOLD, "H-017", "申报表"));
        assertThat(household.state(JUNE_30)).isEqualTo(DemonstrationState.TO_BE_REVIEWED);
    }

    @Test
    void a_township_and_a_village_apply_for_themselves_and_a_village_for_its_households_by_number() {
        Demonstration.requireLevel(Level.TOWNSHIP, Kind.TOWNSHIP, null);
        Demonstration.requireLevel(Level.VILLAGE, Kind.VILLAGE, null);
        Demonstration.requireLevel(Level.HOUSEHOLD, Kind.VILLAGE, "H-017");
        assertRefused(
                "demonstration-of-wrong-level", () -> Demonstration.requireLevel(Level.TOWNSHIP, Kind.VILLAGE, null));
        assertRefused(
                "demonstration-of-wrong-level", () -> Demonstration.requireLevel(Level.VILLAGE, Kind.TOWNSHIP, null));
        assertRefused(
                "demonstration-of-wrong-level",
                () -> Demonstration.requireLevel(Level.HOUSEHOLD, Kind.COUNTY, "H-017"));
        assertRefused(
                "household-number-mismatch", () -> Demonstration.requireLevel(Level.HOUSEHOLD, Kind.VILLAGE, null));
        assertRefused(
                "household-number-mismatch", () -> Demonstration.requireLevel(Level.VILLAGE, Kind.VILLAGE, "H-017"));
    }

    @Test
    void an_application_that_is_sent_back_is_resubmitted_and_reviewed_again_by_somebody_else() {
        household.apply("anna");

        assertRefused("own-record", () -> review(Verdict.RECOMMENDED, "2025-01-20T10:00", "anna"));
        assertThat(review(Verdict.SENT_BACK, "2025-01-20T10:00", "carl").events())
                .containsExactly(new DemonstrationReviewed("d1", Verdict.SENT_BACK, "意见"));
        assertRefused("not-to-be-reviewed", () -> review(Verdict.RECOMMENDED, "2025-01-21T10:00", "carl"));
        assertThat(household.resubmit("申报表和照片", at("2025-01-25T10:00"), "bo").events())
                .containsExactly(new DemonstrationResubmitted("d1", "p1", Level.HOUSEHOLD, "H-017", "申报表和照片"));
        assertRefused("not-sent-back", () -> household.resubmit("又", at("2025-01-26T10:00"), "bo"));
        assertRefused("own-record", () -> review(Verdict.RECOMMENDED, "2025-01-27T10:00", "anna"));
        assertRefused("own-record", () -> review(Verdict.RECOMMENDED, "2025-01-27T10:00", "bo"));
        review(Verdict.RECOMMENDED, "2025-01-27T10:00", "carl");
        assertThat(household.state(JUNE_30)).isEqualTo(DemonstrationState.RECOMMENDED);
    }

    @Test
    void only_what_was_recommended_is_awarded_and_only_once() {
        household.apply("anna");
        assertRefused("not-recommended", () -> award(DECEMBER_31, "2025-02-01T10:00"));
        review(Verdict.REFUSED, "2025-01-20T10:00", "carl");
        assertThat(household.state(JUNE_30)).isEqualTo(DemonstrationState.REFUSED);
        assertRefused("not-recommended", () -> award(DECEMBER_31, "2025-02-01T10:00"));
        Demonstration other = awarded();
        assertRefused("not-recommended", () -> other.award("18号", DECEMBER_31, at("2025-03-01T10:00"), JUNE_30, "eve"));
    }

    @Test
    void a_title_holds_on_its_last_day_and_has_expired_on_the_next() {
        Demonstration title = awarded();

        assertThat(title.state(JUNE_30)).isEqualTo(DemonstrationState.HELD);
        assertThat(title.state(JUNE_30.plusDays(1))).isEqualTo(DemonstrationState.EXPIRED);
        recheck(title, "2025-06-30T23:59");
        assertRefused("title-not-held", () -> recheck(title, "2025-07-01T00:00"));
        assertRefused("title-not-held", () -> title.revoke("不合格", at("2025-07-01T00:00"), JUNE_30.plusDays(1), "eve"));
    }

    @Test
    void a_title_ends_at_the_earliest_on_the_day_of_its_award() {
        household.apply("anna");
        review(Verdict.RECOMMENDED, "2025-01-20T10:00", "carl");

        assertRefused("title-ends-too-early", () -> award(LocalDate.of(2025, 1, 31), "2025-02-01T00:00"));
        assertThat(award(LocalDate.of(2025, 2, 1), "2025-02-01T00:00").events())
                .containsExactly(
                        new DemonstrationAwarded("d1", Level.HOUSEHOLD, "H-017", "18号", LocalDate.of(2025, 2, 1)));
    }

    @Test
    void a_renewal_takes_a_recheck_that_was_passed_since_the_last_term_began() {
        Demonstration title = awarded();

        assertRefused("title-not-rechecked", () -> renew(title, DECEMBER_31, "2025-06-01T10:00"));
        title.recheck(false, "需整改", "照片", at("2025-06-02T10:00"), day("2025-06-02T10:00"), "carl");
        assertRefused("title-not-rechecked", () -> renew(title, DECEMBER_31, "2025-06-03T10:00"));
        assertThat(recheck(title, "2025-06-10T10:00").events())
                .containsExactly(new DemonstrationRechecked("d1", true, "合格", "照片"));
        assertRefused("title-ends-too-early", () -> renew(title, JUNE_30, "2025-06-30T23:59"));
        assertThat(renew(title, JUNE_30.plusDays(1), "2025-06-30T23:59").events())
                .containsExactly(new DemonstrationRenewed("d1", Level.HOUSEHOLD, "H-017", "21号", JUNE_30.plusDays(1)));
        assertThat(title.state(JUNE_30.plusDays(1))).isEqualTo(DemonstrationState.HELD);
        assertRefused("title-not-rechecked", () -> renew(title, DECEMBER_31, "2025-07-01T10:00"));
    }

    @Test
    void an_expired_title_is_not_renewed() {
        Demonstration title = awarded();
        recheck(title, "2025-06-10T10:00");

        assertRefused("title-not-held", () -> renew(title, DECEMBER_31, "2025-07-01T00:00"));
    }

    @Test
    void nobody_rechecks_what_they_applied_for() {
        Demonstration title = awarded();

        assertRefused(
                "own-record",
                () -> title.recheck(true, "合格", "照片", at("2025-03-01T10:00"), day("2025-03-01T10:00"), "anna"));
    }

    @Test
    void nobody_awards_or_renews_what_they_applied_for_or_handed_in_again() {
        household.apply("anna");
        review(Verdict.SENT_BACK, "2025-01-20T10:00", "carl");
        household.resubmit("申报表和照片", at("2025-01-25T10:00"), "bo");
        review(Verdict.RECOMMENDED, "2025-01-27T10:00", "carl");
        for (String applicant : List.of("anna", "bo")) {
            assertRefused("own-record", () -> award(household, "2025-02-01T10:00", applicant));
        }
        assertThat(award(household, "2025-02-01T10:00", "carl").events()).hasSize(1);

        recheck(household, "2025-06-10T10:00");
        for (String applicant : List.of("anna", "bo")) {
            assertRefused("own-record", () -> renew(household, DECEMBER_31, "2025-06-20T10:00", applicant));
        }
        assertThat(renew(household, DECEMBER_31, "2025-06-20T10:00", "carl").events())
                .hasSize(1);
    }

    @Test
    void what_was_refused_or_revoked_was_under_way_or_held_until_that_local_day() {
        household.apply("anna");
        assertThat(household.isOpenFrom(DECEMBER_31, ZONE)).isTrue();
        review(Verdict.REFUSED, "2025-01-20T00:00", "carl");
        assertThat(household.isOpenFrom(LocalDate.of(2025, 1, 19), ZONE)).isTrue();
        assertThat(household.isOpenFrom(LocalDate.of(2025, 1, 20), ZONE)).isFalse();

        Demonstration title = awarded();
        assertThat(title.isOpenFrom(JUNE_30, ZONE)).isTrue();
        assertThat(title.isOpenFrom(JUNE_30.plusDays(1), ZONE)).isFalse();
        title.revoke("弄虚作假", at("2025-05-01T00:00"), day("2025-05-01T00:00"), "eve");
        assertThat(title.isOpenFrom(LocalDate.of(2025, 4, 30), ZONE)).isTrue();
        assertThat(title.isOpenFrom(LocalDate.of(2025, 5, 1), ZONE)).isFalse();

        title.withdraw("误录", at("2025-05-02T10:00"), "eve");
        assertThat(title.isOpenFrom(LocalDate.of(2025, 4, 30), ZONE)).isFalse();
    }

    @Test
    void a_revoked_title_holds_no_longer_and_is_not_revoked_again() {
        Demonstration title = awarded();

        assertThat(title.revoke("弄虚作假", at("2025-05-01T10:00"), day("2025-05-01T10:00"), "eve")
                        .events())
                .containsExactly(new DemonstrationRevoked("d1", "弄虚作假"));
        assertThat(title.state(JUNE_30)).isEqualTo(DemonstrationState.REVOKED);
        assertRefused(
                "title-not-held", () -> title.revoke("又", at("2025-05-02T10:00"), day("2025-05-02T10:00"), "eve"));
    }

    @Test
    void what_was_recorded_wrongly_is_withdrawn_once_with_all_that_became_of_it() {
        Demonstration title = awarded();

        assertThat(title.withdraw("误录", at("2025-03-01T10:00"), "anna").events())
                .containsExactly(new DemonstrationWithdrawn("d1", "误录", at("2025-01-10T10:00")));
        assertThat(title.state(JUNE_30)).isEqualTo(DemonstrationState.WITHDRAWN);
        assertRefused("demonstration-withdrawn", () -> title.withdraw("又", at("2025-03-02T10:00"), "anna"));
        assertRefused("title-not-held", () -> recheck(title, "2025-03-02T10:00"));
    }

    @Test
    void steps_are_recorded_late_but_in_their_order() {
        household.apply("anna");

        assertRefused("step-before-previous", () -> review(Verdict.RECOMMENDED, "2025-01-10T09:59", "carl"));
        review(Verdict.RECOMMENDED, "2025-01-10T10:00", "carl");
        assertRefused("step-before-previous", () -> award(DECEMBER_31, "2025-01-10T09:59"));
    }

    private Demonstration awarded() {
        Demonstration title =
                new Demonstration("d1", "990101201201", "p1", Level.HOUSEHOLD, "H-017", "申报表", at("2025-01-10T10:00"));
        title.apply("anna");
        title.review(Verdict.RECOMMENDED, "意见", at("2025-01-20T10:00"), "carl");
        title.award("18号", JUNE_30, at("2025-02-01T10:00"), day("2025-02-01T10:00"), "eve");
        return title;
    }

    private DomainEvents review(Verdict verdict, String local, String by) {
        return household.review(verdict, "意见", at(local), by);
    }

    private DomainEvents award(LocalDate until, String local) {
        return household.award("18号", until, at(local), day(local), "eve");
    }

    private static DomainEvents award(Demonstration title, String local, String by) {
        return title.award("18号", JUNE_30, at(local), day(local), by);
    }

    private static DomainEvents recheck(Demonstration title, String local) {
        return title.recheck(true, "合格", "照片", at(local), day(local), "carl");
    }

    private static DomainEvents renew(Demonstration title, LocalDate until, String local) {
        return renew(title, until, local, "eve");
    }

    private static DomainEvents renew(Demonstration title, LocalDate until, String local, String by) {
        return title.renew("21号", until, at(local), day(local), by);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static LocalDate day(String local) {
        return LocalDate.ofInstant(at(local), ZONE);
    }
}
