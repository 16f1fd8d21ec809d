package kepu.assessment.notice;

import java.time.Clock;
import java.time.Instant;
import kepu.assessment.notice.NoticeController.DraftRequest;
import kepu.assessment.rectification.Orders;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Drafts a notice for a township or county about a unit below it; a withdrawal is about whom the withdrawn notice is about. */
@Component
class DraftNotice {
    private final AggregateStore store;
    private final UnitParents parents;
    private final Issuers issuers;
    private final Withdrawals withdrawals;
    private final Orders orders;
    private final Clock clock;

    DraftNotice(
            AggregateStore store,
            UnitParents parents,
            Issuers issuers,
            Withdrawals withdrawals,
            Orders orders,
            Clock clock) {
        this.store = store;
        this.parents = parents;
        this.issuers = issuers;
        this.withdrawals = withdrawals;
        this.orders = orders;
        this.clock = clock;
    }

    Receipt handle(Command command, DraftRequest request) {
        String id = command.newId("notice");
        return store.create(command, Notice.class, id, () -> notice(command, id, request), Notice::draft);
    }

    private Notice notice(Command command, String id, DraftRequest request) {
        Access.current().require(request.issuerId());
        Instant at = command.occurredAt(request.occurredAt());
        issuers.requireSubject(request.kind(), request.unitId(), at);
        issuers.level(request.issuerId());
        boolean isBelow = !request.unitId().equals(request.issuerId())
                && parents.lineage(request.unitId(), clock.instant()).anyMatch(request.issuerId()::equals);
        if (!isBelow) {
            throw NoticeRejection.subjectNotBelowIssuer(request.unitId(), request.issuerId());
        }
        Notice.Content content = content(request);
        requireOrder(content.orderId(), request.unitId());
        return new Notice(id, request.unitId(), content, at, command.actor());
    }

    private void requireOrder(@Nullable String orderId, String unitId) {
        if (orderId != null && !orders.stands(orderId, unitId)) {
            throw NoticeRejection.unknownOrder(orderId, unitId);
        }
    }

    private Notice.Content content(DraftRequest request) {
        String withdraws = request.withdrawsNoticeId();
        @Nullable String personId = request.personId();
        if (request.kind() == Kind.WITHDRAWAL && withdraws != null) {
            Notice withdrawn = withdrawals.requireWithdrawable(withdraws, request.issuerId(), request.unitId());
            personId = withdrawn.content().personId();
        }
        return new Notice.Content(
                request.kind(),
                request.issuerId(),
                personId,
                request.track(),
                request.deed(),
                request.orderId(),
                withdraws,
                request.title(),
                request.addressees(),
                request.paragraphs(),
                request.copies(),
                request.signature(),
                request.circulation());
    }
}
