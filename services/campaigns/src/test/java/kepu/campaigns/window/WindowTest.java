package kepu.campaigns.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.UnitEvent.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
    private static final String COUNTY = "990101";
    private static final Instant DECIDED = Instant.parse("2025-12-20T02:00:00Z");

    @Test
    void a_window_tells_campaign_days_and_theme_and_is_known_by_county_year_and_campaign() {
        var told = window("2026-05-16", "2026-05-24").announce(Kind.COUNTY, DECIDED);

        assertThat(told.occurredAt()).isEqualTo(DECIDED);
        assertThat(told.events())
                .containsExactly(new WindowSet(
                        "990101:2026:SCIENCE_WEEK",
                        Campaign.SCIENCE_WEEK,
                        2026,
                        LocalDate.of(2026, 5, 16),
                        LocalDate.of(2026, 5, 24),
                        "科技强国"));
    }

    @ParameterizedTest
    @EnumSource(Campaign.class)
    void a_campaign_is_called_as_usual_unless_the_county_says_otherwise(Campaign campaign) {
        LocalDate day = LocalDate.of(2026, 9, 1);
        assertThat(of(campaign, null, null, day, day, "题").name())
                .startsWith(campaign == Campaign.SCIENCE_WEEK ? "科技" : campaign == Campaign.SCIENCE_DAY ? "全国" : "科普");
        Window month = of(campaign, null, "全国科普月", day, day, "题");
        assertThat(month.name()).isEqualTo("全国科普月");
        month.correct(null, day, day, "题", DECIDED);
        assertThat(month.name()).isNotEqualTo("全国科普月");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void only_a_county_sets_windows(Kind kind) {
        Window window = window("2026-05-16", "2026-05-24");
        if (kind == Kind.COUNTY) {
            assertThat(window.announce(kind, DECIDED).events()).hasSize(1);
        } else {
            refuses("window-needs-county", () -> window.announce(kind, DECIDED));
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-09-19, 2026-09-19", "2026-01-01, 2026-12-31"})
    void a_window_may_be_a_single_day_or_the_whole_year(String from, String to) {
        assertThat(window(from, to).announce(Kind.COUNTY, DECIDED).events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-05-17, 2026-05-16", "2025-12-31, 2026-01-02", "2026-12-31, 2027-01-01"})
    void it_neither_ends_before_it_starts_nor_leaves_its_year(String from, String to) {
        refuses("window-dates", () -> window(from, to).announce(Kind.COUNTY, DECIDED));
        refuses(
                "window-dates",
                () -> announced().correct(null, LocalDate.parse(from), LocalDate.parse(to), "科技强国", DECIDED));
    }

    @Test
    void a_county_adds_a_campaign_by_a_key_and_a_name_of_its_own() {
        assertThat(reading("农民读书月").announce(Kind.COUNTY, DECIDED).events())
                .containsExactly(new FurtherWindowSet(
                        "990101:2026:rural-reading",
                        "rural-reading",
                        "农民读书月",
                        2026,
                        LocalDate.of(2026, 4, 1),
                        LocalDate.of(2026, 4, 30),
                        "耕读传家"));
        refuses("window-needs-name", () -> reading(null).announce(Kind.COUNTY, DECIDED));
    }

    @Test
    void a_window_is_of_one_campaign() {
        LocalDate day = LocalDate.of(2026, 4, 1);
        refuses(
                "window-needs-one-campaign",
                () -> of(null, null, "名", day, day, "题").announce(Kind.COUNTY, DECIDED));
        refuses(
                "window-needs-one-campaign",
                () -> of(Campaign.SCIENCE_DAY, "rural-reading", "名", day, day, "题")
                        .announce(Kind.COUNTY, DECIDED));
    }

    @Test
    void a_window_is_withdrawn_once_and_set_again_by_a_correction() {
        Window window = announced();

        assertThat(window.withdraw("误设", DECIDED).events())
                .containsExactly(new WindowCancelled("990101:2026:SCIENCE_WEEK", 2026, "误设"));
        refuses("window-withdrawn", () -> window.withdraw("误设", DECIDED));
        window.correct(null, LocalDate.of(2026, 5, 23), LocalDate.of(2026, 5, 31), "创新", DECIDED);
        assertThat(window.isWithdrawn()).isFalse();
    }

    @Test
    void a_correction_states_the_whole_window_anew() {
        Window window = announced();

        var told = window.correct("科技周", LocalDate.of(2026, 5, 23), LocalDate.of(2026, 5, 31), "创新", DECIDED);

        assertThat(told.events())
                .containsExactly(new WindowSet(
                        "990101:2026:SCIENCE_WEEK",
                        Campaign.SCIENCE_WEEK,
                        2026,
                        LocalDate.of(2026, 5, 23),
                        LocalDate.of(2026, 5, 31),
                        "创新"));
    }

    @Test
    void its_first_and_its_last_day_are_part_of_it() {
        var dates = new Windows.Dates(LocalDate.of(2026, 5, 16), LocalDate.of(2026, 5, 24));

        assertThat(dates.include(LocalDate.of(2026, 5, 15))).isFalse();
        assertThat(dates.include(LocalDate.of(2026, 5, 16))).isTrue();
        assertThat(dates.include(LocalDate.of(2026, 5, 24))).isTrue();
        assertThat(dates.include(LocalDate.of(2026, 5, 25))).isFalse();
    }

    private static Window window(String from, String to) {
        return of(Campaign.SCIENCE_WEEK, null, null, LocalDate.parse(from), LocalDate.parse(to), "科技强国");
    }

    private static Window of(
            @Nullable Campaign campaign,
            @Nullable String further,
            @Nullable String name,
            LocalDate from,
            LocalDate to,
            String theme) {
        String named = campaign == null ? String.valueOf(further) : campaign.name();
        return new Window(Window.id(COUNTY, 2026, named), COUNTY, campaign, further, 2026, name, from, to, theme);
    }

    private static Window reading(@Nullable String name) {
        return of(null, "rural-reading", name, LocalDate.of(2026, 4, 1), LocalDate.of(2026, 4, 30), "耕读传家");
    }

    private static Window announced() {
        Window window = window("2026-05-16", "2026-05-24");
        window.announce(Kind.COUNTY, DECIDED);
        return window;
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        WindowRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
