package kepu.campaigns.calendar;

import java.time.Year;
import kepu.access.AllowAnyRole;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calendars over HTTP. */
@RestController
class CalendarController {
    private final Calendars calendars;

    CalendarController(Calendars calendars) {
        this.calendars = calendars;
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/api/v1/campaigns/calendar")
    CalendarView calendar(@RequestParam String unitId, @RequestParam Year year) {
        return calendars.of(unitId, year.getValue());
    }
}
