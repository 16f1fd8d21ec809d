package kepu.assessment.rectification;

import kepu.assessment.rectification.Step.What;

/** How far an order has come, and where each step leads from there; what is next is {@link OrderState}. */
enum Stage {
    ISSUED,
    ACKNOWLEDGED,
    PLANNED,
    HANDED_IN,
    ACCEPTED,
    SIGNED_OFF,
    CANCELLED;

    /** Neither signed off nor cancelled. */
    boolean isOpen() {
        return this != SIGNED_OFF && this != CANCELLED;
    }

    /** @throws kepu.defaults.Rejection 409 {@code order-out-of-turn} */
    void requireOpen() {
        if (!isOpen()) {
            throw OrderRejection.outOfTurn(this);
        }
    }

    /**
     * Until evidence is with the inspectors, a plan may be stated anew; cancelled is what was issued wrongly, however far it has
     * come.
     *
     * @throws kepu.defaults.Rejection 409 {@code order-out-of-turn}
     */
    Stage after(What step) {
        return switch (step) {
            case ISSUED -> from(this == ISSUED, ISSUED);
            case ACKNOWLEDGED -> from(this == ISSUED, ACKNOWLEDGED);
            case PLANNED -> from(this == ACKNOWLEDGED || this == PLANNED, PLANNED);
            case HANDED_IN -> from(this == PLANNED, HANDED_IN);
            case ACCEPTED -> from(this == HANDED_IN, ACCEPTED);
            case RETURNED -> from(this == HANDED_IN, PLANNED);
            case REINSPECTION_FAILED -> from(this == ACCEPTED, PLANNED);
            case SIGNED_OFF -> from(this == ACCEPTED, SIGNED_OFF);
            case EXTENSION_REQUESTED, EXTENDED, EXTENSION_REFUSED -> from(isOpen(), this);
            case CANCELLED -> from(this != CANCELLED, CANCELLED);
        };
    }

    private Stage from(boolean inTurn, Stage next) {
        if (!inTurn) {
            throw OrderRejection.outOfTurn(this);
        }
        return next;
    }
}
