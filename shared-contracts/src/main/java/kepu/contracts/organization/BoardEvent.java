package kepu.contracts.organization;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Bulletin boards (科普宣传栏) and what is put up on them. Source: R17. */
@Family(topic = "kepu.organization.boards")
public sealed interface BoardEvent extends DomainEvent {
    String boardId();

    /** An event about one update of a board. */
    interface UpdateVersion extends FactVersion {
        String updateId();

        @Override
        default String factId() {
            return updateId();
        }
    }

    /** A board stands; {@code combined} says that it is one with the party affairs board (与党务公开栏结合). */
    @WireType("kepu.organization.board-registered.v1")
    record BoardRegistered(String boardId, String place, boolean combined) implements BoardEvent {}

    /** New content was put up at {@code occurredAt}. */
    @WireType("kepu.organization.board-updated.v1")
    record BoardUpdated(String boardId, String updateId, String title) implements BoardEvent, UpdateVersion {}

    /** The update is as stated here, with {@code occurredAt} as its true time. */
    @WireType("kepu.organization.board-update-corrected.v1")
    record BoardUpdateCorrected(String boardId, String updateId, String title, Instant previousOccurredAt)
            implements BoardEvent, UpdateVersion, Correction {}

    /** The update never happened. */
    @WireType("kepu.organization.board-update-withdrawn.v1")
    record BoardUpdateWithdrawn(String boardId, String updateId, String reason, Instant previousOccurredAt)
            implements BoardEvent, UpdateVersion, Withdrawal {}
}
