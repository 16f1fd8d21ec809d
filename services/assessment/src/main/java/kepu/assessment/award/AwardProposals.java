package kepu.assessment.award;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kepu.assessment.facts.FactStore;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.readingrooms.LoanEvent;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.stereotype.Component;

/**
 * Proposes whom to commend: the rooms of all units that stood in the county or township at the year's end, or today, and that the
 * caller reaches now. The same year asked for with the same instant gives the same proposal.
 */
@Component
class AwardProposals {
    private final UnitDirectory directory;
    private final FactStore facts;
    private final Clock clock;
    private final ZoneId zone;

    AwardProposals(UnitDirectory directory, FactStore facts, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.facts = facts;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * @param knownBy only facts recorded by then
     * @throws Rejection 404 {@code not-found}, 422 {@code award-of-wrong-level}, {@code award-year-not-begun}
     */
    Proposal of(String unitId, int year, Instant knownBy) {
        Unit asked = directory.find(unitId).orElseThrow(() -> Rejection.notFound("units", unitId));
        if (asked.kind() != Kind.COUNTY && asked.kind() != Kind.TOWNSHIP) {
            throw AwardRejection.wrongLevel(unitId, asked.kind());
        }
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (year > today.getYear()) {
            throw AwardRejection.yearNotBegun(year);
        }
        View view = new View(today, knownBy);
        LocalDate reckoning = view.reckoningDay(year);
        Tree units = directory.tree(directory.everBelow(unitId), view);
        Access access = Access.current();
        List<RoomYear> rooms = new ArrayList<>();
        for (Unit unit : units.units()) {
            boolean stoodThere = units.above(unit.id(), asked.kind(), reckoning)
                    .filter(above -> above.id().equals(unitId))
                    .isPresent();
            if (stoodThere && access.covers(unit.id())) {
                rooms.addAll(RoomYear.of(unit.id(), year, zone, knownBy, factsOf(unit.id(), year)));
            }
        }
        return Proposal.of(rooms);
    }

    private List<Envelope<?>> factsOf(String unitId, int year) {
        List<Envelope<?>> its = new ArrayList<>(facts.lasting(unitId));
        its.addAll(facts.ofFamily(unitId, year, UsageEvent.class));
        its.addAll(facts.ofFamily(unitId, year, LoanEvent.class));
        return its;
    }
}
