package kepu.readingrooms.consultation;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a consultation is not as asked for. */
final class ConsultationRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    static final String PHONE_ERASED = "consultation-phone-erased";

    private ConsultationRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ConsultationRejection alreadyAssigned(String id, String assigneeId) {
        return new ConsultationRejection(409, "consultation-already-assigned", id, assigneeId);
    }

    static ConsultationRejection answered(String id) {
        return new ConsultationRejection(409, "consultation-answered", id);
    }

    static ConsultationRejection notAnswered(String id) {
        return new ConsultationRejection(409, "consultation-not-answered", id);
    }

    static ConsultationRejection rated(String id) {
        return new ConsultationRejection(409, "consultation-rated", id);
    }

    static ConsultationRejection transferred(String id) {
        return new ConsultationRejection(409, "consultation-transferred", id);
    }

    static ConsultationRejection merged(String id, String into) {
        return new ConsultationRejection(409, "consultation-merged", id, into);
    }

    static ConsultationRejection hasDoubles(String id, int doubles) {
        return new ConsultationRejection(409, "consultation-has-doubles", id, doubles);
    }

    static ConsultationRejection takesNoDoubles(String id) {
        return new ConsultationRejection(409, "consultation-takes-no-doubles", id);
    }

    static ConsultationRejection unknown(String id) {
        return new ConsultationRejection(422, "unknown-consultation", id);
    }

    static ConsultationRejection mergedIntoItself(String id) {
        return new ConsultationRejection(422, "consultation-merged-into-itself", id);
    }

    static ConsultationRejection mergedIntoLater(String id, Instant askedAt) {
        return new ConsultationRejection(422, "consultation-merged-into-later", id, askedAt);
    }

    static ConsultationRejection wrongOrder(Instant at, Instant other) {
        return new ConsultationRejection(422, "consultation-wrong-order", at, other);
    }

    static ConsultationRejection withoutPhone(String id) {
        return new ConsultationRejection(409, "consultation-without-phone", id);
    }

    static ConsultationRejection phoneErased(String id) {
        return new ConsultationRejection(409, PHONE_ERASED, id);
    }

    static ConsultationRejection unmaskedUnderThisKey() {
        return new ConsultationRejection(409, "unmasked-under-this-key");
    }

    static ConsultationRejection unknownCode(String code) {
        return new ConsultationRejection(404, "unknown-consultation-code", code);
    }

    static ConsultationRejection tooManyOpen(int most) {
        return new ConsultationRejection(409, "too-many-open-consultations", most);
    }
}
