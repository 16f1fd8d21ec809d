package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import org.junit.jupiter.api.Test;

class StationDaysTest {
    @Test
    void days_open_are_counted_from_the_opening_to_the_day_before_the_closing() {
        Village village = Village.old().stationOpened("s", "2026-01-03").stationClosed("s", "2026-01-08");
        assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void a_station_that_closes_at_noon_and_opens_again_at_night_is_open_on_that_day() {
        Village village = Village.old()
                .stationOpened("s", "2025-01-01")
                .stationClosed("s", "2026-01-05T12:00")
                .stationOpened("s", "2026-01-05T20:00");
        assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/1");
    }

    @Test
    void one_of_two_stations_open_is_open() {
        Village village = Village.old()
                .stationOpened("s", "2025-01-01")
                .stationOpened("t", "2025-01-01")
                .stationClosed("s", "2026-01-02");
        assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/1");
    }

    @Test
    void without_a_station_no_day_is_open() {
        assertThat(Village.old().ratio("P07", "2026-01-10")).isEqualTo("0/1");
    }
}
