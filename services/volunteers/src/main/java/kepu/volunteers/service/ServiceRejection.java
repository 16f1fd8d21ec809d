package kepu.volunteers.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.defaults.Rejection;

/** Why a service record, or a decision over one, is refused. */
final class ServiceRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ServiceRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ServiceRejection notOver(Instant until) {
        return new ServiceRejection(422, "service-not-over", until);
    }

    static ServiceRejection pastMidnight(Instant midnight) {
        return new ServiceRejection(422, "service-past-midnight", midnight);
    }

    static ServiceRejection overlapping(String volunteerId, Instant from, Instant until, String serviceId) {
        return new ServiceRejection(409, "overlapping-service", volunteerId, from, until, serviceId);
    }

    /** Why a member's service cannot be logged with the others: the code of the rule and its sentence. */
    record Hindrance(String membershipId, String code, String zh, String en) {}

    /** @param who members and codes, for the sentence */
    static ServiceRejection group(String who, List<Hindrance> hindered) {
        ServiceRejection rejection = new ServiceRejection(409, "service-group-hindered", hindered.size(), who);
        rejection.say(Map.of("hindered", hindered));
        return rejection;
    }

    static ServiceRejection paidDuty(String serviceId) {
        return new ServiceRejection(409, "paid-duty", serviceId);
    }

    static ServiceRejection verifiedBeforeItsEnd(Instant until) {
        return new ServiceRejection(422, "verified-before-service-end", until);
    }

    static ServiceRejection alreadyVerified(String serviceId) {
        return new ServiceRejection(409, "service-already-verified", serviceId);
    }

    static ServiceRejection alreadyRejected(String serviceId) {
        return new ServiceRejection(409, "service-already-rejected", serviceId);
    }

    static ServiceRejection rejected(String serviceId) {
        return new ServiceRejection(409, "service-rejected", serviceId);
    }

    static ServiceRejection alreadyContested(String serviceId) {
        return new ServiceRejection(409, "service-already-contested", serviceId);
    }

    static ServiceRejection notContested(String serviceId) {
        return new ServiceRejection(409, "service-not-contested", serviceId);
    }

    static ServiceRejection secondVerifierNeeded(int minutesOfDay) {
        return new ServiceRejection(409, "second-verifier-needed", minutesOfDay);
    }
}
