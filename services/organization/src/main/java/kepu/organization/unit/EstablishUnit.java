package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Registers a unit under its official code, which no other unit has from then on, below a parent that may have it. */
@Component
class EstablishUnit {
    private final AggregateStore store;
    private final Units units;
    private final Units.CodesOfOthers codes;
    private final SettleClosures closures;

    EstablishUnit(AggregateStore store, Units units, Units.CodesOfOthers codes, SettleClosures closures) {
        this.store = store;
        this.units = units;
        this.codes = codes;
        this.closures = closures;
    }

    Receipt handle(Command command, UnitController.UnitRequest request) {
        String id = request.unitId();
        Receipt receipt = store.create(command, Unit.class, id, () -> unit(command, request), unit -> {
            DomainEvents established = unit.establish(parent(request));
            codes.requireFree(Units.known(unit));
            return established.warning(units.namesakes(id, unit.name(), unit.parentId(), unit.establishedAt()));
        });
        if (request.parentId() != null) {
            closures.settle(request.parentId());
        }
        return receipt;
    }

    private static Unit unit(Command command, UnitController.UnitRequest request) {
        requireCodeOfParent(request);
        return new Unit(
                request.unitId(),
                request.unitId(),
                request.kind(),
                request.name(),
                request.parentId(),
                command.occurredAt(request.occurredAt()));
    }

    /**
     * Codes belong to the whole installation. Who does not reach all of it takes only what begins with the parent's code, as
     * official codes do, and so is told nothing of the codes of others.
     */
    private static void requireCodeOfParent(UnitController.UnitRequest request) {
        String parentId = request.parentId();
        if (parentId == null || Access.current().everywhere()) {
            return;
        }
        Access.current().require(parentId);
        String code = request.unitId();
        if (!code.startsWith(parentId) || code.length() == parentId.length()) {
            throw UnitRejection.codeNotOfParent(parentId);
        }
    }

    private @Nullable Unit parent(UnitController.UnitRequest request) {
        String parentId = request.parentId();
        return parentId == null
                ? null
                : store.find(Unit.class, parentId).orElseThrow(() -> UnitRejection.unknownParent(parentId));
    }
}
