package kepu.organization.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.organization.title.Title.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TitleTest {
    private static final Instant GRANTED = Instant.parse("2025-03-05T02:00:00Z");
    private static final LocalDate MARCH_5 = LocalDate.of(2025, 3, 5);
    private static final LocalDate JUNE_30 = LocalDate.of(2025, 6, 30);

    @Test
    void each_version_tells_level_authority_and_validity() {
        Title title = title(JUNE_30);

        assertThat(title.record().events())
                .containsExactly(new TitleGranted("t1", "科普示范村", Level.COUNTY, "县科协", "18号", JUNE_30, null, null));
        Content provincial = new Content("科普示范村", Level.PROVINCE, "省科协", "3号", null, Track.PARTY, "果园带富");
        assertThat(title.correct(provincial, GRANTED, "bo").events())
                .containsExactly(new TitleCorrected(
                        "t1", "科普示范村", Level.PROVINCE, "省科协", "3号", null, Track.PARTY, "果园带富", GRANTED));
        assertThat(title.withdraw("误录", GRANTED, "bo").events())
                .containsExactly(new TitleWithdrawn("t1", "误录", GRANTED));
    }

    @Test
    void it_holds_from_the_day_of_the_grant_to_its_last_day() {
        Title title = title(JUNE_30);

        assertThat(title.holdsOn(MARCH_5, MARCH_5)).isTrue();
        assertThat(title.holdsOn(JUNE_30, MARCH_5)).isTrue();
        assertThat(title.holdsOn(MARCH_5.minusDays(1), MARCH_5)).isFalse();
        assertThat(title.holdsOn(JUNE_30.plusDays(1), MARCH_5)).isFalse();
    }

    @Test
    void its_last_day_ends_at_midnight_of_the_installations_zone() {
        Title title = title(JUNE_30);

        assertThat(shownAt(title, "2025-06-30T15:59:59.999Z").held()).isTrue();
        assertThat(shownAt(title, "2025-06-30T16:00:00Z").held()).isFalse();
    }

    private static TitleView shownAt(Title title, String now) {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Clock clock = Clock.fixed(Instant.parse(now), zone);
        return TitleView.of(title, LocalDate.now(clock), zone);
    }

    @Test
    void one_without_a_limit_holds_until_it_is_withdrawn() {
        Title title = title(null);

        assertThat(title.holdsOn(JUNE_30.plusYears(50), MARCH_5)).isTrue();
        title.withdraw("误录", GRANTED, "bo");
        assertThat(title.holdsOn(JUNE_30, MARCH_5)).isFalse();
    }

    private static Title title(@Nullable LocalDate validUntil) {
        return new Title(
                "t1",
                "990101201201",
                new Content("科普示范村", Level.COUNTY, "县科协", "18号", validUntil, null, null),
                GRANTED,
                "anna");
    }
}
