package kepu.assessment.integrity;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Opens a case of each flag of this year and the last one, and lets those lapse that the facts no longer show: once a night,
 * after the cards have become the new day's. A case has a natural id, so that neither a restart nor another instance opens it
 * twice.
 */
@Component
class OpenIntegrityCases {
    private static final Logger log = LoggerFactory.getLogger(OpenIntegrityCases.class);
    private static final int CHUNK = 50;

    private final Scorecards scorecards;
    private final UnitDirectory directory;
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;
    private final ZoneId zone;

    OpenIntegrityCases(
            Scorecards scorecards,
            UnitDirectory directory,
            AggregateStore store,
            MongoOperations mongo,
            Clock clock,
            ZoneId zone) {
        this.scorecards = scorecards;
        this.directory = directory;
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
        this.zone = zone;
    }

    @Scheduled(cron = "${kepu.assessment.integrity-cases}", zone = "${kepu.zone}")
    void open() {
        int thisYear = LocalDate.now(clock.withZone(zone)).getYear();
        for (int year : List.of(thisYear - 1, thisYear)) {
            directory.of(Set.of(Kind.VILLAGE)).stream()
                    .gather(Gatherers.windowFixed(CHUNK))
                    .forEach(some -> open(some, year));
        }
    }

    /**
     * Opens the case of a flag at once; a retry is answered although the radar sees it no longer.
     *
     * @param event one of those that the flag rests on
     * @throws Rejection 422 {@code no-such-flag}; 409 {@code case-open-already}, also of one that was closed
     */
    Receipt open(Command command, String unitId, int year, IntegrityFlag.Kind kind, String event) {
        return command.access().call(() -> {
            command.access().require(unitId);
            return store.replay(command, IntegrityCase.class)
                    .orElseGet(() -> openShown(command, unitId, year, kind, event));
        });
    }

    private Receipt openShown(Command command, String unitId, int year, IntegrityFlag.Kind kind, String event) {
        IntegrityFlag flag = scorecards.flags(List.of(unitId), year).getOrDefault(unitId, List.of()).stream()
                .filter(one -> one.kind() == kind)
                .filter(one ->
                        one.events().stream().anyMatch(id -> id.toString().equals(event)))
                .findFirst()
                .orElseThrow(() -> new Rejection(422, "no-such-flag", unitId, year, kind, event));
        String id = IntegrityCase.id(unitId, year, flag);
        return store.createOrUpdate(
                command, IntegrityCase.class, id, () -> IntegrityCase.of(unitId, year, flag), one -> {
                    DomainEvents opened = one.seen(flag, command.now());
                    if (opened.events().isEmpty()) {
                        throw new Rejection(409, "case-open-already", id);
                    }
                    return opened;
                });
    }

    /** Who has a part in a case by all that is known now. */
    Set<String> involvedNow(IntegrityCase one) {
        return scorecards.flags(List.of(one.unitId()), one.year()).getOrDefault(one.unitId(), List.of()).stream()
                .filter(flag -> IntegrityCase.id(one.unitId(), one.year(), flag).equals(one.id()))
                .flatMap(flag -> flag.involved().stream())
                .collect(Collectors.toSet());
    }

    private void open(List<String> unitIds, int year) {
        try {
            scorecards.flags(unitIds, year).forEach((unitId, flags) -> settle(unitId, year, flags));
        } catch (RuntimeException e) { // the others' are opened all the same, and these tomorrow
            log.warn("the cases of {} villages from {} on are not opened: {}", unitIds.size(), unitIds.getFirst(), e);
        }
    }

    private void settle(String unitId, int year, List<IntegrityFlag> flags) {
        Command command = Command.internal(clock, "assessment");
        Map<String, IntegrityFlag> shown = new HashMap<>();
        flags.forEach(flag -> shown.put(IntegrityCase.id(unitId, year, flag), flag));
        Set<String> open = openCases(unitId, year);
        shown.forEach((id, flag) -> {
            if (!open.contains(id)) {
                store.createOrUpdate(
                        command,
                        IntegrityCase.class,
                        id,
                        () -> IntegrityCase.of(unitId, year, flag),
                        one -> one.seen(flag, command.now()));
            }
        });
        for (String id : open) {
            if (!shown.containsKey(id)) {
                store.update(command, IntegrityCase.class, id, one -> one.unseen(command.now()));
            }
        }
    }

    private Set<String> openCases(String unitId, int year) {
        Set<String> open = new HashSet<>();
        for (Document one : mongo.getCollection(mongo.getCollectionName(IntegrityCase.class))
                .find(Filters.and(
                        Filters.eq("unitId", unitId), Filters.eq("year", year), IntegrityCase.State.OPEN.filter()))
                .projection(Projections.include("_id"))) {
            open.add(one.getString("_id"));
        }
        return open;
    }
}
