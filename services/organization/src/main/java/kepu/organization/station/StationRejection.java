package kepu.organization.station;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a command on a service station is refused. */
final class StationRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private StationRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static StationRejection outsideVillageVenue(String unitId) {
        return new StationRejection(422, "station-outside-village-venue", unitId);
    }

    static StationRejection beforeRegistration(Instant registeredAt) {
        return new StationRejection(422, "change-before-station", registeredAt);
    }

    static StationRejection alreadyOpen(Instant at) {
        return new StationRejection(409, "station-already-open", at);
    }

    static StationRejection alreadyClosed(Instant at) {
        return new StationRejection(409, "station-already-closed", at);
    }

    static StationRejection changedAtThatTime(Instant at) {
        return new StationRejection(409, "station-changed-at-that-time", at);
    }
}
