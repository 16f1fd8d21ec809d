package kepu.organization.unit;

import java.time.Instant;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Closes a unit in which nothing stands open any more, says into which units it goes over, and corrects or withdraws what was
 * recorded wrongly; by somebody with a right over the unit's parent.
 *
 * <p>A unit that stands longer has its official code for longer, so that no other unit may have it on those days. What was
 * refused or ended because of the closure is not brought back: it is recorded anew by whoever owns it.
 */
@Component
class CloseUnit {
    private final AggregateStore store;
    private final Units units;
    private final StillOpen stillOpen;
    private final Succession succession;
    private final Units.CodesOfOthers codes;
    private final SettleClosures closures;

    CloseUnit(
            AggregateStore store,
            Units units,
            StillOpen stillOpen,
            Succession succession,
            Units.CodesOfOthers codes,
            SettleClosures closures) {
        this.store = store;
        this.units = units;
        this.stillOpen = stillOpen;
        this.succession = succession;
        this.codes = codes;
        this.closures = closures;
    }

    Receipt handle(Command command, String unitId, UnitController.ClosureRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            Set<String> into = known(request.successors(), Set.of());
            var told = unit.close(request.reason(), into, at, command.now());
            stillOpen.refuseClosure(unitId, at);
            succession.requireKept(unit);
            return told;
        });
        StillOpen.refuse(unitId, at, closures.settle(unitId));
        return receipt;
    }

    /** A correction that states no time, or no successors, leaves them as they are. */
    Receipt correct(Command command, String unitId, UnitController.ClosureRequest request) {
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            Instant known = unit.closedAt();
            Instant at = command.occurredAt(request.occurredAt(), known == null ? command.now() : known);
            Set<String> into = known(request.successors(), unit.successors());
            var told = unit.correctClosure(request.reason(), into, at, units.everAbove(unit), command.now());
            if (known != null && at.isBefore(known)) {
                stillOpen.refuseClosure(unitId, at);
            } else {
                StillOpen.refuse(unitId, at, stillOpen.unitsBelow(unitId, at));
                codes.requireFree(Units.known(unit));
            }
            succession.requireKept(unit);
            return told;
        });
        var below = closures.settle(unitId);
        if (!below.isEmpty()) {
            StillOpen.refuse(unitId, command.now(), below);
        }
        closures.settleAbove(unitId);
        return receipt;
    }

    Receipt withdraw(Command command, String unitId, WithdrawalRequest request) {
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            var told = unit.withdrawClosure(request.reason(), units.everAbove(unit), command.now());
            codes.requireFree(Units.known(unit));
            return told;
        });
        closures.settleAbove(unitId);
        return receipt;
    }

    /** Those that are stated, each of them within the caller's reach; else those that are known already. */
    private Set<String> known(@Nullable Set<String> stated, Set<String> known) {
        if (stated == null) {
            return known;
        }
        for (String successor : stated) {
            if (!known.contains(successor) && units.find(successor).isEmpty()) {
                throw UnitRejection.unknownSuccessor(successor);
            }
        }
        return stated;
    }
}
