package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a step of an order is refused. */
final class OrderRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private OrderRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static OrderRejection outOfTurn(Stage stage) {
        return new OrderRejection(409, "order-out-of-turn", stage);
    }

    static OrderRejection beforePrevious(Instant previous) {
        return new OrderRejection(422, "step-before-previous", previous);
    }

    static OrderRejection enteredTooLate(LocalDate day, LocalDate last) {
        return new OrderRejection(422, "step-entered-too-late", day, last);
    }

    static OrderRejection deadlineTooEarly(LocalDate issued) {
        return new OrderRejection(422, "deadline-not-after-issue", issued);
    }

    static OrderRejection notLater(LocalDate deadline) {
        return new OrderRejection(422, "extension-not-later", deadline);
    }

    static OrderRejection askedTooLate(LocalDate deadline) {
        return new OrderRejection(422, "extension-asked-too-late", deadline);
    }

    static OrderRejection requestedAlready(LocalDate deadline) {
        return new OrderRejection(409, "extension-already-requested", deadline);
    }

    static OrderRejection notRequested() {
        return new OrderRejection(409, "extension-not-requested");
    }

    static OrderRejection unknownIndicator(String code) {
        return new OrderRejection(422, "order-of-unknown-indicator", code);
    }

    static OrderRejection unknownInspection(String inspectionId, String unitId) {
        return new OrderRejection(422, "order-of-unknown-inspection", inspectionId, unitId);
    }

    static OrderRejection findingWithoutInspection(int number) {
        return new OrderRejection(422, "finding-without-inspection", number);
    }

    static OrderRejection unknownFinding(int number, String inspectionId) {
        return new OrderRejection(422, "order-of-unknown-finding", number, inspectionId);
    }
}
