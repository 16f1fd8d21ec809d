package kepu.assessment.rectification;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What an order waits for, or how it ended: 待签收, 待报方案, 整改中, 证据待受理, 待复查, 已销号, 已撤销. 已逾期 is asked for
 * beside these: an order that is overdue waits for something too.
 */
enum OrderState implements ListState {
    TO_BE_ACKNOWLEDGED(Stage.ISSUED),
    TO_BE_PLANNED(Stage.ACKNOWLEDGED),
    TO_BE_MENDED(Stage.PLANNED),
    EVIDENCE_TO_BE_JUDGED(Stage.HANDED_IN),
    TO_BE_REINSPECTED(Stage.ACCEPTED),
    SIGNED_OFF(Stage.SIGNED_OFF),
    CANCELLED(Stage.CANCELLED),
    OVERDUE(null);

    private final @Nullable Stage stage;

    OrderState(@Nullable Stage stage) {
        this.stage = stage;
    }

    /** Which of the running ones are overdue depends on the day: {@link OrderViews} adds it. */
    @Override
    public Bson filter() {
        return stage == null ? Filters.exists("runsOutOn") : Filters.eq("stage", stage.name());
    }

    static OrderState of(Stage stage) {
        for (OrderState state : values()) {
            if (state.stage == stage) {
                return state;
            }
        }
        throw new IllegalStateException("no state for " + stage);
    }
}
