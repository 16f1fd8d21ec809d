package kepu.organization.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.organization.programme.Programmes;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records what the authority of a programme decides on a title, by somebody with a right over the programme's county, also
 * after the unit went to another one: villages and townships recommend only.
 */
@Component
class DecideOnTitle {
    private final AggregateStore store;
    private final Units units;
    private final Programmes programmes;
    private final OneAtATime oneAtATime;
    private final ZoneId zone;

    DecideOnTitle(AggregateStore store, Units units, Programmes programmes, OneAtATime oneAtATime, ZoneId zone) {
        this.store = store;
        this.units = units;
        this.programmes = programmes;
        this.oneAtATime = oneAtATime;
        this.zone = zone;
    }

    /** A step of the authority on one day. */
    @FunctionalInterface
    private interface Decision {
        DomainEvents on(Demonstration demonstration, Instant at, LocalDate day);
    }

    /** The programme is in force on that day, and the unit exists. */
    Receipt award(Command command, String id, DemonstrationController.TitleRequest request) {
        return decide(command, id, request.occurredAt(), (demonstration, at, day) -> {
            units.requireKnown(demonstration.unitId()).openAt(at);
            programmes.requireInForce(demonstration.programmeId(), demonstration.unitId(), day);
            oneAtATime.requireNoOther(demonstration, day);
            return demonstration.award(request.documentNumber(), request.validUntil(), at, day, command.actor());
        });
    }

    Receipt renew(Command command, String id, DemonstrationController.TitleRequest request) {
        return decide(command, id, request.occurredAt(), (demonstration, at, day) -> {
            units.requireKnown(demonstration.unitId()).openAt(at);
            oneAtATime.requireNoOther(demonstration, day);
            return demonstration.renew(request.documentNumber(), request.validUntil(), at, day, command.actor());
        });
    }

    Receipt revoke(Command command, String id, DemonstrationController.RevocationRequest request) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (demonstration, at, day) -> demonstration.revoke(request.reason(), at, day, command.actor()));
    }

    /** Before the authority has decided anything, it is the applicant's own matter. */
    Receipt withdraw(Command command, String id, WithdrawalRequest request) {
        return store.update(command.onSeenVersion(), Demonstration.class, id, demonstration -> {
            if (demonstration.decided()) {
                requireRightOverCounty(demonstration);
            }
            return demonstration.withdraw(request.reason(), command.now(), command.actor());
        });
    }

    private void requireRightOverCounty(Demonstration demonstration) {
        Access.current().require(programmes.countyOfProgramme(demonstration.programmeId()));
    }

    private Receipt decide(Command command, String id, @Nullable Instant stated, Decision decision) {
        return store.update(command, Demonstration.class, id, demonstration -> {
            requireRightOverCounty(demonstration);
            Instant at = command.occurredAt(stated);
            return decision.on(demonstration, at, LocalDate.ofInstant(at, zone));
        });
    }
}
