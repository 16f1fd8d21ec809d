package kepu.contracts.readingrooms;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Checks of a reading room against the standards (规范化建设) on a day, item by item. Source: R14. */
@Family(topic = "kepu.reading-rooms.standards-checks")
public sealed interface StandardsCheckEvent extends FactVersion {
    String checkId();

    @Override
    default String factId() {
        return checkId();
    }

    /** 标牌, 制度上墙, 开放时间公示, 专人管理, 图书目录, 借阅登记, 书架桌椅, 远教设备, 消防安全, 卫生. */
    enum Item {
        SIGNBOARD,
        RULES_POSTED,
        HOURS_POSTED,
        KEEPER,
        CATALOGUE,
        LOAN_REGISTER,
        FURNITURE,
        EQUIPMENT,
        FIRE_SAFETY,
        CLEANLINESS
    }

    /** Looked at on the day of {@code occurredAt}; an item in neither set was not looked at. */
    @WireType("kepu.reading-rooms.standards-checked.v1")
    record StandardsChecked(String checkId, String roomId, Set<Item> met, Set<Item> unmet)
            implements StandardsCheckEvent {
        public StandardsChecked {
            met = Sorted.copyOf(met);
            unmet = Sorted.copyOf(unmet);
        }
    }

    /** The check came out as stated here. */
    @WireType("kepu.reading-rooms.standards-check-corrected.v1")
    record StandardsCheckCorrected(
            String checkId, String roomId, Set<Item> met, Set<Item> unmet, Instant previousOccurredAt)
            implements StandardsCheckEvent, Correction {
        public StandardsCheckCorrected {
            met = Sorted.copyOf(met);
            unmet = Sorted.copyOf(unmet);
        }
    }

    /** Nobody looked. */
    @WireType("kepu.reading-rooms.standards-check-withdrawn.v1")
    record StandardsCheckWithdrawn(String checkId, String reason, Instant previousOccurredAt)
            implements StandardsCheckEvent, Withdrawal {}
}
