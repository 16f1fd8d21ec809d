package kepu.assessment.rectification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of an order with what was said about it.
 *
 * @param at when it was taken, as stated
 * @param recordedAt when and by whom it was entered; an earlier version did not keep when
 */
record Step(What what, Instant at, @Nullable Instant recordedAt, String by, String text) {
    /** 下达, 签收, 报送方案, 报送证据, 受理证据, 退回证据, 复查未通过, 销号, 申请延期, 批准延期, 不予延期, 撤销. */
    enum What {
        ISSUED,
        ACKNOWLEDGED,
        PLANNED,
        HANDED_IN,
        ACCEPTED,
        RETURNED,
        REINSPECTION_FAILED,
        SIGNED_OFF,
        EXTENSION_REQUESTED,
        EXTENDED,
        EXTENSION_REFUSED,
        CANCELLED
    }

    static Step of(What what, Moment moment, String text) {
        return new Step(what, moment.at(), moment.recordedAt(), moment.by(), text);
    }
}
