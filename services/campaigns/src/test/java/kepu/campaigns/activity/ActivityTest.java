package kepu.campaigns.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {
    private static final Instant MAY = Instant.parse("2026-05-20T01:30:00Z");
    private static final Content FAIR =
            new Content("990101201201B1", "科技赶集", Campaign.SCIENCE_WEEK, VenueKind.MARKET_TOWN, 120, true, true, null);
    private static final Content CLASS = new Content(null, "防溺水课", null, VenueKind.SCHOOL, 45, false, true, null);

    @Test
    void an_activity_tells_what_was_held_where_and_for_how_many() {
        var told = fair().record();

        assertThat(told.occurredAt()).isEqualTo(MAY);
        assertThat(told.events())
                .containsExactly(new ActivityHeld(
                        "a1",
                        "990101201201B1",
                        "科技赶集",
                        Campaign.SCIENCE_WEEK,
                        VenueKind.MARKET_TOWN,
                        120,
                        true,
                        true,
                        null));
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void party_knowledge_or_science_knowledge_or_both_make_an_activity(boolean party, boolean science) {
        Content content = new Content(null, "讲座", null, VenueKind.VILLAGE, 0, party, science, null);

        assertThat(new Activity("a1", "990101201201", content, MAY, "clerk-1")
                        .record()
                        .events())
                .containsExactly(new ActivityHeld("a1", null, "讲座", null, VenueKind.VILLAGE, 0, party, science, null));
    }

    @Test
    void without_either_it_is_none() {
        refuses(
                "activity-without-knowledge",
                () -> new Content(null, "文艺演出", null, VenueKind.VILLAGE, 300, false, false, null));
    }

    @Test
    void it_is_named_for_one_campaign_at_most() {
        refuses(
                "activity-of-two-campaigns",
                () -> new Content(
                        null, "读书会", Campaign.SCIENCE_DAY, VenueKind.VILLAGE, 30, true, true, "rural-reading"));
    }

    @Test
    void a_correction_states_the_whole_activity_anew_and_the_time_it_replaces() {
        Instant june = Instant.parse("2026-06-01T01:30:00Z");

        var told = fair().correct(CLASS, june, "clerk-2");

        assertThat(told.occurredAt()).isEqualTo(june);
        assertThat(told.events())
                .containsExactly(
                        new ActivityCorrected("a1", null, "防溺水课", null, VenueKind.SCHOOL, 45, false, true, MAY, null));
    }

    @Test
    void what_was_withdrawn_is_neither_corrected_nor_withdrawn_again() {
        Activity activity = fair();
        Instant later = MAY.plusSeconds(60);

        var told = activity.withdraw("重复登记", later, "clerk-1");

        assertThat(told.occurredAt()).isEqualTo(later);
        assertThat(told.events()).containsExactly(new ActivityWithdrawn("a1", "重复登记", MAY));
        refuses("already-withdrawn", () -> activity.correct(CLASS, MAY, "clerk-1"));
        refuses("already-withdrawn", () -> activity.withdraw("再次", later, "clerk-1"));
    }

    private static Activity fair() {
        return new Activity("a1", "990101201201", FAIR, MAY, "clerk-1");
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void two_activities_look_the_same_by_title_branch_and_venue_however_many_took_part() {
        Content fewer = new Content("990101201201B1", "科技赶集", null, VenueKind.MARKET_TOWN, 12, true, true, null);
        Content elsewhere = new Content("990101201201B1", "科技赶集", null, VenueKind.SCHOOL, 12, true, true, null);
        Content ofNobody = new Content(null, "科技赶集", null, VenueKind.MARKET_TOWN, 12, true, true, null);

        assertThat(fair().likeness(fewer)).isEqualTo(fair().likeness(FAIR));
        assertThat(fair().likeness(elsewhere)).isNotEqualTo(fair().likeness(FAIR));
        assertThat(fair().likeness(ofNobody)).isNotEqualTo(fair().likeness(FAIR));
    }
}
