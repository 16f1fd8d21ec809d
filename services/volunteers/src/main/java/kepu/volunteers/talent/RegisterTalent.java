package kepu.volunteers.talent;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Takes a person of a known unit into the talent register, for the first time or again. */
@Component
class RegisterTalent {
    private final AggregateStore store;
    private final UnitReplica units;

    RegisterTalent(AggregateStore store, UnitReplica units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, TalentController.TalentRequest request) {
        String id = Talent.id(request.unitId(), request.personId());
        return store.createOrUpdate(
                command, Talent.class, id, () -> new Talent(id, request.unitId(), request.personId()), talent -> {
                    UnitReplica.Unit unit = units.requireKnown(request.unitId());
                    var at = command.occurredAt(request.occurredAt());
                    unit.openAt(at);
                    return talent.register(request.content(), at);
                });
    }
}
