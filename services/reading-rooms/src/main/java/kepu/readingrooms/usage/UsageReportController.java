package kepu.readingrooms.usage;

import jakarta.validation.constraints.NotBlank;
import java.time.Year;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.text.Text;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage reports over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class UsageReportController {
    private final UsageReports reports;

    UsageReportController(UsageReports reports) {
        this.reports = reports;
    }

    @Allow({
        Role.TOWNSHIP_CLERK,
        Role.VILLAGE_SECRETARY,
        Role.ROOM_KEEPER,
        Role.INSPECTOR,
        Role.COUNTY_ANALYST,
        Role.AUDITOR
    })
    @GetMapping("/rooms/{id}/usage-reports/{year}")
    UsageReports.RoomReport room(@PathVariable String id, @PathVariable Year year) {
        return reports.room(id, year.getValue());
    }

    @AllowAnyRole
    @GetMapping("/usage-reports/{year}")
    UsageReports.UnitReport unit(@PathVariable Year year, @RequestParam @NotBlank @Text(max = 32) String unitId) {
        return reports.unit(unitId, year.getValue());
    }
}
