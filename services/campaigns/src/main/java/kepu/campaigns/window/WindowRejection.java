package kepu.campaigns.window;

import java.time.LocalDate;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;

/** Why a window is refused. */
final class WindowRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private WindowRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static WindowRejection needsCounty(String unitId, Kind kind) {
        return new WindowRejection(422, "window-needs-county", unitId, kind);
    }

    static WindowRejection needsOneCampaign() {
        return new WindowRejection(422, "window-needs-one-campaign");
    }

    static WindowRejection needsName(String furtherCampaign) {
        return new WindowRejection(422, "window-needs-name", furtherCampaign);
    }

    static WindowRejection withdrawn(String windowId) {
        return new WindowRejection(409, "window-withdrawn", windowId);
    }

    static WindowRejection dates(LocalDate from, LocalDate to, int year) {
        // as a number the year would be written 2,026
        return new WindowRejection(422, "window-dates", from, to, String.valueOf(year));
    }
}
