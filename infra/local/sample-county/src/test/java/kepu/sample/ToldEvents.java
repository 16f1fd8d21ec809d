package kepu.sample;

import static kepu.sample.Body.filled;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
import kepu.sample.command.SampleCommand;

/**
 * The events that the services tell when they are sent commands, as far as a fed indicator asks for them. The n-th command
 * is recorded n seconds after {@link #BEGINNING}; an aggregate is named by the ref of the command that made it.
 */
final class ToldEvents {
    static final Instant BEGINNING = Instant.parse("2026-06-01T00:00:00Z");

    private final Told told;
    private final ToldByOrganization organization;
    private final ToldByVolunteers volunteers;
    private final ToldByReadingRooms readingRooms;
    private final ToldByCampaigns campaigns;
    private final ToldByAssessment assessment;

    private ToldEvents(ZoneId zone) {
        told = new Told(zone);
        organization = new ToldByOrganization(told);
        volunteers = new ToldByVolunteers(told);
        readingRooms = new ToldByReadingRooms(told);
        campaigns = new ToldByCampaigns(told);
        assessment = new ToldByAssessment(told);
    }

    static List<Envelope<?>> of(List<SampleCommand> commands, ZoneId zone) {
        ToldEvents events = new ToldEvents(zone);
        for (int i = 0; i < commands.size(); i++) {
            events.told.recordedAt(recordedAt(i));
            events.take(commands.get(i));
        }
        return events.told.all();
    }

    /** When the command at that index was recorded. */
    static Instant recordedAt(int index) {
        return BEGINNING.plusSeconds(index);
    }

    private void take(SampleCommand command) {
        String id = command.ref().replace('/', '~');
        String[] path = filled(command.path()).split("/");
        String[] rest = new String[4];
        System.arraycopy(path, 5, rest, 0, Math.min(4, path.length - 5));
        String one = rest[0];
        String what = rest[1];
        String item = rest[2];
        String how = rest[3];
        Map<String, Object> body = new LinkedHashMap<>();
        command.body().forEach((name, value) -> body.put(name, value instanceof String text ? filled(text) : value));
        switch (path[4]) {
            case "units" -> organization.unit(one, what, body);
            case "stations" -> organization.station(id, one, what, body);
            case "boards" -> organization.board(id, one, what, body);
            case "board-updates" -> organization.boardUpdate(one, what, body);
            case "officer-posts" -> organization.officer(id, one, item, how, body);
            case "leading-groups" -> organization.group(id, one, what, item, how, body);
            case "documents" -> organization.document(id, one, what, body);
            case "teams" -> volunteers.team(id, one, what, item, how, body);
            case "visits" -> volunteers.visit(id, one, what, body);
            case "trainings" -> volunteers.training(id, one, what, body);
            case "service-records" -> volunteers.service(id, one, what, body);
            case "rooms" -> readingRooms.room(id, one, what, item, how, body);
            case "deliveries" -> readingRooms.delivery(id, one, what, body);
            case "stock-takes" -> readingRooms.stockTake(id, one, what, body);
            case "usage" -> readingRooms.usage(body);
            case "usage-days" -> readingRooms.usageDay(one, body);
            case "readers" -> {}
            case "loans" -> readingRooms.loan(id, one, what, body);
            case "windows" -> campaigns.window(id, one, what, body);
            case "activities" -> campaigns.activity(id, one, what, body);
            case "archive-entries" -> campaigns.archive(id, one, what, body);
            case "chains" -> campaigns.chain(id, one, item, how, body);
            case "research-projects" -> campaigns.research(id, one, what, item, body);
            case "practices" -> campaigns.practice(id, one, what, item, body);
            case "funding-entries" -> organization.funding(id, one, what, body);
            case "programmes" -> organization.programme(id, one, what, body);
            case "working-calendars" -> organization.calendar(id, one, what, body);
            case "titles" -> organization.title(id, one, what, body);
            case "village-classifications" -> organization.classification(id, one, what, body);
            case "demonstrations" -> organization.demonstration(id, one, what, body);
            case "tickets" -> volunteers.ticket(id, one, what, body);
            case "orders" -> assessment.order(id, one, what, body);
            case "consultations" -> readingRooms.consultation(id, one, what, body);
            case "distance-sessions" -> readingRooms.distanceSession(id, one, what, body);
            case "inspections" -> assessment.inspection(id, one, what, body);
            case "notices" -> assessment.notice(id, one, what, body);
            case "vetoes" -> assessment.veto(id, one, what, body);
            case "false-records" -> assessment.falseRecord(id, one, what, body);
            case "inspection-plans",
                    "inspection-checklists",
                    "talents",
                    "link-targets",
                    "practice-reuses",
                    "venues",
                    "partners",
                    "contributions",
                    "resource-uses" -> {}
            default -> throw new IllegalArgumentException("no rule for " + command);
        }
    }
}
