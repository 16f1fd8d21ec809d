package kepu.organization.station;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.organization.StationEvent.StationClosed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.StationEvent.StationRegistered;
import kepu.contracts.organization.UnitEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StationTest {
    private static final Instant REGISTERED = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-01T00:00:00Z");

    private final Station station = new Station("s1", "990101201", "村党群服务中心一楼", REGISTERED);

    @Test
    void a_station_in_a_venue_of_the_village_organisation_is_registered_and_not_open_yet() {
        var told = station.register(Kind.VILLAGE, true);

        assertThat(told.occurredAt()).isEqualTo(REGISTERED);
        assertThat(told.events()).containsExactly(new StationRegistered("s1", "村党群服务中心一楼"));
        assertThat(station.open()).isFalse();
    }

    @Test
    void a_station_outside_the_venues_of_the_village_organisation_is_refused() {
        assertRefused("station-outside-village-venue", () -> station.register(Kind.VILLAGE, false));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "VILLAGE", mode = EnumSource.Mode.EXCLUDE)
    void only_a_village_has_a_station(Kind kind) {
        assertRefused("station-outside-village-venue", () -> station.register(kind, true));
    }

    @Test
    void a_station_outlasts_a_time_when_it_is_open_then_or_opened_later() {
        assertThat(station.openFrom(REGISTERED)).isFalse();
        station.open(MARCH);
        assertThat(station.openFrom(REGISTERED)).isTrue();
        assertThat(station.openFrom(JULY)).isTrue();

        station.close("x", MAY);
        assertThat(station.openFrom(MAY.minusMillis(1))).isTrue();
        assertThat(station.openFrom(MAY)).isFalse();

        station.open(JULY);
        assertThat(station.openFrom(MAY)).isTrue();
    }

    @Test
    void a_station_opens_closes_and_opens_again() {
        assertThat(station.open(MARCH).events()).containsExactly(new StationOpened("s1"));
        assertThat(station.close("修缮", MAY).events()).containsExactly(new StationClosed("s1", "修缮"));
        station.open(JULY);

        assertThat(station.open()).isTrue();
        assertThat(station.changes())
                .containsExactly(
                        new Station.Change(true, MARCH, null),
                        new Station.Change(false, MAY, "修缮"),
                        new Station.Change(true, JULY, null));
    }

    @Test
    void an_open_station_does_not_open_and_a_closed_one_does_not_close() {
        assertRefused("station-already-closed", () -> station.close("x", MARCH));
        station.open(MARCH);
        assertRefused("station-already-open", () -> station.open(MARCH));
        assertRefused("station-already-open", () -> station.open(MAY));
    }

    @Test
    void changes_recorded_late_are_judged_by_the_state_of_their_own_time() {
        station.open(JULY);
        station.open(MARCH);
        station.close("农忙", MAY);

        assertRefused("station-already-closed", () -> station.close("x", MAY.plusMillis(1)));
        assertRefused("station-already-open", () -> station.open(MAY.minusMillis(1)));
        assertThat(station.open()).isTrue();
        assertThat(station.changes()).extracting(Station.Change::open).containsExactly(true, false, true);
    }

    @Test
    void a_station_does_not_open_and_close_at_one_instant() {
        station.open(MARCH);

        assertRefused("station-changed-at-that-time", () -> station.close("x", MARCH));
        assertThat(station.close("x", MARCH.plusMillis(1)).events()).hasSize(1);
    }

    @Test
    void a_station_opens_when_it_is_registered_but_not_before() {
        assertRefused("change-before-station", () -> station.open(REGISTERED.minusMillis(1)));
        assertThat(station.open(REGISTERED).occurredAt()).isEqualTo(REGISTERED);
    }
}
