package kepu.organization.unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Registers a unit under its official code, which no other unit has from then on, below a parent that may have it; and corrects
 * since when it exists, its name and its kind.
 *
 * <p>What was recorded of the unit keeps its place in a correction. Teams, rooms and activities belong to other services: they
 * are not asked, and what lies before the new beginning counts no longer.
 */
@Component
class EstablishUnit {
    private static final String UNITS = "units";

    private final AggregateStore store;
    private final Units units;
    private final Units.CodesOfOthers codes;
    private final Units.FactsOfUnits facts;
    private final Succession succession;
    private final SettleClosures closures;

    EstablishUnit(
            AggregateStore store,
            Units units,
            Units.CodesOfOthers codes,
            Units.FactsOfUnits facts,
            Succession succession,
            SettleClosures closures) {
        this.store = store;
        this.units = units;
        this.codes = codes;
        this.facts = facts;
        this.succession = succession;
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

    /** By somebody with a right over its parent and over the one that it began under; without a time, it stays as it is. */
    Receipt correct(Command command, String unitId, UnitController.EstablishmentRequest request) {
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            Instant was = unit.establishedAt();
            Instant is = command.occurredAt(request.occurredAt(), was);
            String first = unit.parentAt(was);
            unit.requireRightOverParent();
            if (first != null && !Access.current().covers(first)) {
                throw UnitRejection.noRightOverParent(unitId);
            }
            if (request.kind() != unit.kind()) {
                requireKindUnused(unit);
            }
            DomainEvents corrected =
                    unit.correctEstablishment(request.kind(), request.name(), is, units.everAbove(unit));
            requireNothingBetween(unitId, was, is);
            codes.requireFree(Units.known(unit));
            succession.requireKept(unit);
            return corrected.warning(units.namesakes(unitId, unit.name(), first, is));
        });
        closures.settleAbove(unitId);
        return receipt;
    }

    /** Of what lies before the earlier beginning nothing is said: history is imported later than the register. */
    private void requireNothingBetween(String unitId, Instant was, Instant is) {
        if (is.isAfter(was)) {
            List<Units.Recorded> lost = new ArrayList<>(facts.between(unitId, was, is));
            units.everBelow(unitId).stream()
                    .filter(below -> below.stays().stream()
                            .anyMatch(stay -> stay.parentId().equals(unitId)
                                    && !stay.from().isBefore(was)
                                    && stay.from().isBefore(is)))
                    .forEach(below -> lost.add(new Units.Recorded(UNITS, below.id())));
            if (!lost.isEmpty()) {
                throw UnitRejection.recordedBefore(is, visible(lost), lost.size());
            }
        }
    }

    /** Of its codes none depends on its kind. */
    private void requireKindUnused(Unit unit) {
        List<Units.Recorded> used = new ArrayList<>(facts.all(unit.id()));
        used.removeIf(fact -> fact.list().equals("official-codes"));
        units.everBelow(unit.id()).forEach(below -> used.add(new Units.Recorded(UNITS, below.id())));
        if (!used.isEmpty()) {
            throw UnitRejection.kindInUse(unit.kind(), visible(used), used.size());
        }
    }

    /** Who has a right over a unit may see all that is recorded of it, but not each unit that was once below it. */
    private static List<Units.Recorded> visible(List<Units.Recorded> all) {
        Access access = Access.current();
        return all.stream()
                .filter(one -> !one.list().equals(UNITS) || access.covers(one.id()))
                .limit(StillOpen.NAMED)
                .toList();
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
        if (Access.current().everywhere()) {
            return;
        }
        if (parentId == null) {
            throw UnitRejection.noRightOverParent(request.unitId());
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
