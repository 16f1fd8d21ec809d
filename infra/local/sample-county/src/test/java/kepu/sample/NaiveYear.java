package kepu.sample;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kepu.sample.command.SampleCommand;
import org.jspecify.annotations.Nullable;

/**
 * The year's scores worked out the slow way, straight from commands and the written scoring rules: every day looked at
 * one by one, every fraction exact. It shares nothing with the software that it is there to check.
 *
 * <p>Fed by events are P01–P15 and S01–S11, all of the scheme; departments and townships have some of them.
 */
public final class NaiveYear {
    public static final LocalDate LONG_AFTER = LocalDate.of(9999, 12, 31);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{ref:([^}#]+)(#item)?}");

    private static final Map<String, Integer> PARTY_WEIGHTS = weights(
            "P01", 6, "P02", 4, "P03", 12, "P04", 8, "P05", 8, "P06", 8, "P07", 5, "P08", 6, "P09", 5, "P10", 8, "P11",
            5, "P12", 8, "P13", 6, "P14", 5, "P15", 6);
    private static final Map<String, Integer> SCIENCE_WEIGHTS = weights(
            "S01", 14, "S02", 8, "S03", 8, "S04", 6, "S05", 8, "S06", 12, "S07", 10, "S08", 10, "S09", 8, "S10", 8,
            "S11", 8);

    private static final Map<String, Integer> DEPARTMENT_PARTY_WEIGHTS =
            weights("P01", 6, "P02", 4, "P06", 8, "P13", 6, "P14", 5, "P15", 6);
    private static final Map<String, Integer> DEPARTMENT_SCIENCE_WEIGHTS = weights("S06", 12, "S07", 10, "S08", 10);
    private static final Map<String, Integer> TOWNSHIP_PARTY_WEIGHTS =
            weights("P01", 6, "P02", 4, "P10", 8, "P12", 8, "P13", 6, "P15", 6);
    private static final Map<String, Integer> TOWNSHIP_SCIENCE_WEIGHTS =
            weights("S01", 14, "S02", 8, "S04", 6, "S05", 8, "S06", 12, "S07", 10, "S08", 10, "S11", 8);

    /** Whether an indicator takes part in its track, and if not, why. */
    public enum Status {
        APPLIES,
        NOT_APPLICABLE,
        NOT_FED
    }

    /** An exact fraction in lowest terms with a positive denominator. */
    public record Ratio(BigInteger n, BigInteger d) {
        public static final Ratio ZERO = of(0, 1);
        public static final Ratio ONE = of(1, 1);

        public Ratio {
            if (d.signum() <= 0) {
                throw new ArithmeticException("denominator " + d);
            }
            BigInteger common = n.gcd(d);
            n = n.divide(common);
            d = d.divide(common);
        }

        public static Ratio of(long n, long d) {
            return new Ratio(BigInteger.valueOf(n), BigInteger.valueOf(d));
        }

        Ratio plus(Ratio other) {
            return new Ratio(n.multiply(other.d).add(other.n.multiply(d)), d.multiply(other.d));
        }

        Ratio minus(Ratio other) {
            return new Ratio(n.multiply(other.d).subtract(other.n.multiply(d)), d.multiply(other.d));
        }

        Ratio times(Ratio other) {
            return new Ratio(n.multiply(other.n), d.multiply(other.d));
        }

        Ratio over(Ratio other) {
            return new Ratio(n.multiply(other.d), d.multiply(other.n));
        }

        boolean lessThan(Ratio other) {
            return n.multiply(other.d).compareTo(other.n.multiply(d)) < 0;
        }

        Ratio atMostOne() {
            return ONE.lessThan(this) ? ONE : this;
        }

        /** Cut; none is negative. */
        BigInteger whole() {
            return n.divide(d);
        }

        BigDecimal rounded(int decimals) {
            return new BigDecimal(n).divide(new BigDecimal(d), decimals, RoundingMode.HALF_UP);
        }

        @Override
        public String toString() {
            return n + "/" + d;
        }
    }

    /** One indicator of a card; {@code points} with four decimals. */
    public record Line(
            Status status,
            @Nullable Ratio effectiveWeight,
            @Nullable Ratio ratio,
            @Nullable String points) {}

    /** A unit's year: indicators by code, tracks with four decimals, composite with two, band before any quota. */
    public record Card(
            String unitId,
            Map<String, Line> lines,
            BigDecimal party,
            BigDecimal science,
            BigDecimal composite,
            String band,
            BigDecimal deducted,
            int overdueOrders,
            boolean vetoed) {
        /** The ratio of an indicator that applies. */
        public Ratio ratio(String code) {
            Line line = lines.get(code);
            if (line == null || line.ratio() == null) {
                throw new IllegalArgumentException(code + " of " + unitId + " has no ratio: " + line);
            }
            return line.ratio();
        }
    }

    /** A unit's place; {@code rank} is absent if it is too young or closed, {@code band} is after the quota. */
    public record Standing(@Nullable Integer rank, Card card, String band, boolean heldBackByQuota) {}

    private static final class Unit {
        private String kind = "";
        private final List<Counted> parents = new ArrayList<>();
        private LocalDate from = LocalDate.MIN;
        private LocalDate until = LocalDate.MAX;
    }

    /** Something with a unit, a beginning and an end that is not part of it. */
    private static class Stay {
        private final String unit;
        private final LocalDate from;
        private LocalDate until = LocalDate.MAX;

        private Stay(String unit, LocalDate from) {
            this.unit = unit;
            this.from = from;
        }

        boolean on(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(until);
        }
    }

    private static final class Part extends Stay {
        private final String group;
        private final String person;
        private final String role;

        private Part(String unit, String group, String person, String role, LocalDate from) {
            super(unit, from);
            this.group = group;
            this.person = person;
            this.role = role;
        }
    }

    private record Switch(String unit, Instant at, LocalDate day, boolean on) {}

    private static final class Membership extends Stay {
        private final String person;
        private final List<Switch> switches = new ArrayList<>();

        private Membership(String unit, String person, LocalDate from) {
            super(unit, from);
            this.person = person;
        }

        boolean activeOn(LocalDate day) {
            return on(day) && stateOn(switches, day, true);
        }
    }

    private static final class Link extends Stay {
        private final Membership member;
        private final String target;

        private Link(Membership member, String target, LocalDate from) {
            super(((Stay) member).unit, from);
            this.member = member;
            this.target = target;
        }

        boolean activeOn(LocalDate day) {
            return on(day) && day.isBefore(((Stay) member).until);
        }
    }

    private record Verdict(LocalDate day, boolean verified) {}

    private static final class Visit {
        private String link = "";
        private LocalDate day = LocalDate.MIN;
        private boolean withdrawn;
        private final List<Verdict> verdictsOnNewestVersion = new ArrayList<>();

        boolean countsAt(LocalDate asOf) {
            boolean verified = false;
            for (Verdict verdict : verdictsOnNewestVersion) {
                if (!verdict.day.isAfter(asOf)) {
                    verified = verdict.verified;
                }
            }
            return verified && !withdrawn;
        }
    }

    private static final class Served {
        private final String unit;
        private String member = "";
        private LocalDate day = LocalDate.MIN;
        private int minutes;
        private boolean paid;
        private boolean withdrawn;
        private int verifications;
        private final List<Verdict> verdictsOnNewestVersion = new ArrayList<>();

        private Served(String unit) {
            this.unit = unit;
        }

        /** More than eight hours need two. */
        void verified(LocalDate on) {
            verifications++;
            verdictsOnNewestVersion.add(new Verdict(on, minutes <= 480 || verifications > 1));
        }

        boolean countsAt(LocalDate asOf) {
            boolean verified = false;
            for (Verdict verdict : verdictsOnNewestVersion) {
                if (!verdict.day.isAfter(asOf)) {
                    verified = verdict.verified;
                }
            }
            return verified && !withdrawn && !paid;
        }
    }

    /** A fact of one day: a document, an update, a training or an activity, with what is said of it. */
    private static final class Item {
        private final String unit;
        private LocalDate day;
        private Map<String, Object> said;
        private boolean withdrawn;

        private Item(String unit, LocalDate day, Map<String, Object> said) {
            this.unit = unit;
            this.day = day;
            this.said = said;
        }
    }

    /** A demonstration title: what it was said to hold up to, and when it was revoked. */
    private static final class Title {
        private final String unit;
        private final String household;
        private final List<Counted> terms = new ArrayList<>();
        private LocalDate revoked = LocalDate.MAX;

        private Title(String unit, String household) {
            this.unit = unit;
            this.household = household;
        }

        boolean heldOn(LocalDate day) {
            LocalDate last = (LocalDate) newest(terms, unit, day);
            return last != null && !day.isAfter(last) && day.isBefore(revoked);
        }
    }

    private record Turn(LocalDate day, String what) {}

    private record Counted(String unit, Instant at, LocalDate day, Object value) {}

    private record Calendar(LocalDate day, Set<Integer> weeks) {}

    private final int year;
    private final ZoneId zone;
    private final LocalDate periodStart;
    private final LocalDate periodEnd;
    private final NaiveSupervision supervision;
    private BigDecimal vetoCap = new BigDecimal("59.99");
    private int criticism = 20;
    private int partyShare = 50;
    private final Map<String, Map<LocalDate, Set<String>>> activeByUnitAndDay = new HashMap<>();

    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final List<Counted> residents = new ArrayList<>();
    private final List<Counted> venueKinds = new ArrayList<>();
    private final Map<String, String> stationUnit = new LinkedHashMap<>();
    private final Map<String, List<Switch>> stationSwitches = new LinkedHashMap<>();
    private final Map<String, String> boardUnit = new LinkedHashMap<>();
    private final Map<String, Item> boardUpdates = new LinkedHashMap<>();
    private final Map<String, Stay> appointments = new LinkedHashMap<>();
    private final Map<String, Stay> groups = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Item> documents = new LinkedHashMap<>();
    private final Map<String, String> teamUnit = new LinkedHashMap<>();
    private final Map<String, Membership> memberships = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private final Map<String, Served> services = new LinkedHashMap<>();
    private final Map<String, Item> trainings = new LinkedHashMap<>();
    private final Map<String, Item> tickets = new LinkedHashMap<>();
    private final Map<String, List<Turn>> turnsOfTicket = new LinkedHashMap<>();
    private final Map<String, Item> consultations = new LinkedHashMap<>();
    private final Map<String, List<Turn>> turnsOfConsultation = new LinkedHashMap<>();
    private final Map<String, Item> distanceSessions = new LinkedHashMap<>();
    private final Map<String, Stay> rooms = new LinkedHashMap<>();
    private final Map<String, List<Calendar>> calendars = new LinkedHashMap<>();
    private final Map<String, Integer> minutesOfRoomAndDay = new LinkedHashMap<>();
    private final Map<String, Item> deliveries = new LinkedHashMap<>();
    private final Map<String, Item> stockTakes = new LinkedHashMap<>();
    /** By room, date and source what is known of each use, by its id. */
    private final Map<List<String>, Map<String, Map<?, ?>>> uses = new LinkedHashMap<>();

    private final NaiveInspections inspections = new NaiveInspections();
    private final Map<String, Item> loans = new LinkedHashMap<>();
    private final Map<String, Item> windows = new LinkedHashMap<>();
    private final Map<String, Item> activities = new LinkedHashMap<>();
    private final Map<String, Item> archives = new LinkedHashMap<>();
    private final Map<String, Item> funding = new LinkedHashMap<>();
    private final Map<String, Item> programmes = new LinkedHashMap<>();
    private final Map<String, Item> workingCalendars = new LinkedHashMap<>();
    private final Map<String, Item> honours = new LinkedHashMap<>();
    private final Map<String, Item> classifications = new LinkedHashMap<>();
    private final Map<String, Integer> teamTargets = new LinkedHashMap<>();
    private final Map<String, Title> titles = new LinkedHashMap<>();
    private final Map<String, String> chainUnit = new LinkedHashMap<>();
    private final Map<String, Map<String, LocalDate>> stepsOfChain = new LinkedHashMap<>();
    private final Map<String, Item> research = new LinkedHashMap<>();
    private final Map<String, Map<String, LocalDate>> stagesOfResearch = new LinkedHashMap<>();
    private final Map<String, Item> practices = new LinkedHashMap<>();
    private final Map<String, LocalDate> publishedOn = new LinkedHashMap<>();
    private final NaiveOrders orders = new NaiveOrders();

    public NaiveYear(List<SampleCommand> commands, int year) {
        this(commands, year, SampleCounty.ZONE);
    }

    public NaiveYear(List<SampleCommand> commands, int year, ZoneId zone) {
        this.year = year;
        this.zone = zone;
        periodStart = LocalDate.of(year, 1, 1);
        periodEnd = LocalDate.of(year, 12, 31);
        supervision = new NaiveSupervision(zone);
        for (SampleCommand command : commands) {
            take(command);
        }
        trainings.keySet().removeIf(supervision::isFalse);
        activities.keySet().removeIf(supervision::isFalse);
    }

    /** Members that a team of a class of villages needs instead of ten; the first class that a village has decides. */
    NaiveYear withTeamTarget(String villageClass, int members) {
        teamTargets.put(villageClass, members);
        return this;
    }

    /** What a criticism takes, in tenths of a point. */
    NaiveYear withCriticism(int tenths) {
        criticism = tenths;
        return this;
    }

    /** How much of the composite is of the party track, in hundredths. */
    NaiveYear withPartyShare(int hundredths) {
        partyShare = hundredths;
        return this;
    }

    /** The most that a vetoed year may come to. */
    NaiveYear withVetoCap(String cap) {
        vetoCap = new BigDecimal(cap);
        return this;
    }

    // ================================================================ what the commands say

    private void take(SampleCommand command) {
        String id = name(command.ref());
        Map<String, Object> body = named(command.body());
        String[] path = filled(command.path()).split("/");
        // path[0] is empty; path[1..2] are api and v1; path[3] is the service.
        String resource = path[4];
        String shape = command.method() + " " + resource;
        if (path.length > 6) {
            shape += " " + path[6];
        }
        if (path.length > 8) {
            shape += " " + path[8];
        }
        String first = path.length > 5 ? path[5] : "";
        String second = path.length > 7 ? path[7] : "";
        if (supervision.takes(shape, id, first, body, this::suspect)) {
            return;
        }
        switch (shape) {
            case "POST units" -> {
                Unit unit = new Unit();
                unit.kind = text(body, "kind");
                unit.from = day(body);
                units.put(text(body, "unitId"), unit);
                if (body.containsKey("parentId")) {
                    unit.parents.add(
                            new Counted(text(body, "unitId"), instant(body), day(body), text(body, "parentId")));
                }
            }
            case "POST units moves" ->
                there(units, first).parents.add(new Counted(first, instant(body), day(body), text(body, "parentId")));
            case "PUT units establishment" -> {
                Unit unit = there(units, first);
                unit.kind = text(body, "kind");
                unit.from = day(body);
                Counted begun = unit.parents.removeFirst();
                unit.parents.addFirst(new Counted(first, instant(body), day(body), begun.value()));
            }
            // Where it goes over into others, their lives say how much each of them is asked for.
            case "POST units closure" -> there(units, first).until = day(body);
            case "POST units resident-counts" ->
                residents.add(new Counted(first, instant(body), day(body), number(body, "residents")));
            case "POST units venue-kinds" ->
                venueKinds.add(new Counted(first, instant(body), day(body), strings(body, "venueKinds")));
            case "POST stations" -> {
                stationUnit.put(id, text(body, "unitId"));
                stationSwitches.put(id, new ArrayList<>());
            }
            case "POST stations openings" -> there(stationSwitches, first).add(toggle(body, true));
            case "POST stations closures" -> there(stationSwitches, first).add(toggle(body, false));
            case "POST boards" -> boardUnit.put(id, text(body, "unitId"));
            case "POST boards updates" -> boardUpdates.put(id, new Item(there(boardUnit, first), day(body), body));
            case "PUT board-updates" -> correct(boardUpdates, first, body);
            case "POST board-updates withdrawal" -> there(boardUpdates, first).withdrawn = true;
            case "POST officer-posts appointments" -> {
                Stay stay = new Stay(first, day(body));
                stay.until = body.containsKey("until") ? date(text(body, "until")) : LocalDate.MAX;
                appointments.put(id, stay);
            }
            case "POST officer-posts appointments departure" -> endEarlier(there(appointments, second), day(body));
            case "POST leading-groups" -> {
                Stay group = new Stay(text(body, "unitId"), day(body));
                group.until = body.containsKey("until") ? date(text(body, "until")) : LocalDate.MAX;
                groups.put(id, group);
            }
            case "POST leading-groups members" ->
                parts.put(
                        id,
                        new Part(
                                there(groups, first).unit,
                                first,
                                text(body, "personId"),
                                text(body, "role"),
                                day(body)));
            case "POST leading-groups members release" -> endEarlier(there(parts, second), day(body));
            case "POST leading-groups dissolution" -> endEarlier(there(groups, first), day(body));
            case "POST documents" -> documents.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT documents" -> correct(documents, first, body);
            case "POST documents withdrawal" -> there(documents, first).withdrawn = true;
            case "POST teams" -> teamUnit.put(id, text(body, "unitId"));
            case "POST teams members" ->
                memberships.put(id, new Membership(there(teamUnit, first), text(body, "volunteerId"), day(body)));
            case "POST teams members suspension" ->
                there(memberships, second).switches.add(toggle(body, false));
            case "POST teams members reinstatement" ->
                there(memberships, second).switches.add(toggle(body, true));
            case "POST teams members departure" -> endEarlier(there(memberships, second), day(body));
            case "POST teams links" ->
                links.put(
                        id,
                        new Link(there(memberships, text(body, "membershipId")), text(body, "targetId"), day(body)));
            case "POST teams links end" -> endEarlier(there(links, second), day(body));
            case "POST visits" -> {
                Visit visit = new Visit();
                visit.link = text(body, "linkId");
                visit.day = day(body);
                visits.put(id, visit);
            }
            case "PUT visits" -> {
                Visit visit = there(visits, first);
                visit.link = text(body, "linkId");
                visit.day = day(body);
                // A correction has to be verified again.
                visit.verdictsOnNewestVersion.clear();
            }
            case "POST visits verification" ->
                there(visits, first).verdictsOnNewestVersion.add(new Verdict(day(body), true));
            case "POST visits rejection" ->
                there(visits, first).verdictsOnNewestVersion.add(new Verdict(day(body), false));
            case "POST visits withdrawal" -> there(visits, first).withdrawn = true;
            case "POST service-records" -> {
                Served service = new Served(there(teamUnit, text(body, "teamId")));
                state(service, body);
                services.put(id, service);
            }
            case "PUT service-records" -> {
                Served service = there(services, first);
                state(service, body);
                service.verifications = 0;
                service.verdictsOnNewestVersion.clear();
            }
            case "POST service-records verification" -> there(services, first).verified(day(body));
            case "POST service-records rejection" ->
                there(services, first).verdictsOnNewestVersion.add(new Verdict(day(body), false));
            case "POST service-records withdrawal" -> there(services, first).withdrawn = true;
            case "POST trainings" ->
                trainings.put(id, new Item(there(teamUnit, text(body, "teamId")), day(body), body));
            case "PUT trainings" -> {
                body.put("teamId", text(there(trainings, first).said, "teamId"));
                correct(trainings, first, body);
            }
            case "POST trainings withdrawal" -> there(trainings, first).withdrawn = true;
            case "POST orders" ->
                orders.issued(id, text(body, "unitId"), day(body), LocalDate.parse(text(body, "deadline")));
            case "POST orders acknowledgement",
                    "POST orders plan",
                    "POST orders evidence",
                    "POST orders acceptance",
                    "POST orders return",
                    "POST orders reinspection",
                    "POST orders extension-request",
                    "POST orders extension",
                    "POST orders cancellation" -> orders.step(first, path[6], day(body), body);
            case "POST tickets" -> {
                tickets.put(id, new Item(text(body, "unitId"), day(body), body));
                turnsOfTicket.put(id, new ArrayList<>());
            }
            case "PUT tickets" -> correct(tickets, first, body);
            case "POST tickets withdrawal" -> there(tickets, first).withdrawn = true;
            case "POST tickets resolution", "POST tickets reopening", "POST tickets transfer", "POST tickets merger" ->
                there(turnsOfTicket, first).add(new Turn(day(body), path[6]));
            case "POST consultations" -> {
                consultations.put(id, new Item(there(rooms, text(body, "roomId")).unit, day(body), body));
                turnsOfConsultation.put(id, new ArrayList<>());
            }
            case "PUT consultations" -> correct(consultations, first, body);
            case "POST consultations withdrawal" -> there(consultations, first).withdrawn = true;
            case "POST consultations answer", "POST consultations transfer", "POST consultations merger" ->
                there(turnsOfConsultation, first).add(new Turn(day(body), path[6]));
            case "POST inspection-plans", "POST inspection-checklists" -> {}
            case "POST inspections" -> inspections.record(id, day(body), body);
            case "PUT inspections" -> inspections.correct(first, day(body), body);
            case "POST inspections withdrawal" -> inspections.withdraw(first);
            case "POST distance-sessions" ->
                distanceSessions.put(id, new Item(there(rooms, text(body, "roomId")).unit, day(body), body));
            case "PUT distance-sessions" -> correct(distanceSessions, first, body);
            case "POST distance-sessions withdrawal" -> there(distanceSessions, first).withdrawn = true;
            case "POST rooms" -> rooms.put(id, new Stay(text(body, "unitId"), day(body)));
            case "POST rooms retirement" -> endEarlier(there(rooms, first), day(body));
            case "PUT rooms calendars" -> {
                Set<Integer> weeks = new TreeSet<>();
                for (Object week : (Collection<?>) there(body, "exemptWeeks")) {
                    weeks.add((Integer) week);
                }
                calendars
                        .computeIfAbsent(first + " " + second, room -> new ArrayList<>())
                        .add(new Calendar(day(body), weeks));
            }
            case "POST rooms days" -> roomDay(first, text(body, "date"), body);
            case "PUT rooms days" -> roomDay(first, second, body);
            case "POST rooms days withdrawal" -> minutesOfRoomAndDay.remove(first + " " + second);
            case "POST deliveries" ->
                deliveries.put(id, new Item(there(rooms, text(body, "roomId")).unit, day(body), body));
            case "PUT deliveries" -> {
                body.put("roomId", text(there(deliveries, first).said, "roomId"));
                correct(deliveries, first, body);
            }
            case "POST deliveries withdrawal" -> there(deliveries, first).withdrawn = true;
            case "POST stock-takes" ->
                stockTakes.put(id, new Item(there(rooms, text(body, "roomId")).unit, day(body), body));
            case "PUT stock-takes" -> {
                body.put("roomId", text(there(stockTakes, first).said, "roomId"));
                correct(stockTakes, first, body);
            }
            case "POST stock-takes withdrawal" -> there(stockTakes, first).withdrawn = true;
            case "POST usage" -> {
                for (Object one : (Collection<?>) there(body, "records")) {
                    Map<?, ?> use = (Map<?, ?>) one;
                    String room = filled((String) use.get("roomId"));
                    uses.computeIfAbsent(
                                    List.of(room, (String) use.get("date"), text(body, "source")),
                                    day -> new LinkedHashMap<>())
                            .putIfAbsent((String) use.get("recordId"), use);
                }
            }
            case "POST usage-days withdrawal" -> uses.remove(List.of(first.split(":")));
            case "POST loans" -> loans.put(id, new Item(there(rooms, text(body, "roomId")).unit, day(body), body));
            case "PUT loans" -> correct(loans, first, body);
            case "POST loans withdrawal" -> there(loans, first).withdrawn = true;
            case "POST readers", "POST loans return", "POST loans renewal" -> {}
            case "POST windows" -> {
                // A later setting of the same campaign and year replaces an earlier one; a county's own has a key of
                // its own.
                Item window = new Item(text(body, "unitId"), day(body), body);
                windows.values()
                        .removeIf(other -> other.unit.equals(window.unit)
                                && campaignOf(other.said).equals(campaignOf(body))
                                && there(other.said, "year").equals(there(body, "year")));
                windows.put(id, window);
            }
            case "PUT windows" -> {
                Item window = there(windows, first);
                Map<String, Object> said = new LinkedHashMap<>(window.said);
                said.putAll(body);
                window.said = said;
                window.withdrawn = false;
            }
            case "POST windows withdrawal" -> there(windows, first).withdrawn = true;
            case "POST activities" -> activities.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT activities" -> correct(activities, first, body);
            case "POST activities withdrawal" -> there(activities, first).withdrawn = true;
            case "POST archive-entries" -> archives.put(id, new Item(text(body, "unitId"), day(body), body));
            // A correction goes on being about the same thing.
            case "PUT archive-entries" -> there(archives, first).day = day(body);
            case "POST archive-entries withdrawal" -> there(archives, first).withdrawn = true;
            case "POST funding-entries" -> funding.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT funding-entries" -> correct(funding, first, body);
            case "POST funding-entries withdrawal" -> there(funding, first).withdrawn = true;
            case "POST programmes" -> programmes.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT programmes" -> correct(programmes, first, body);
            case "POST programmes ending" -> there(programmes, first).said.put("to", text(body, "lastDay"));
            case "POST programmes withdrawal" -> there(programmes, first).withdrawn = true;
            case "POST titles" -> honours.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT titles" -> correct(honours, first, body);
            case "POST titles withdrawal" -> there(honours, first).withdrawn = true;
            case "POST village-classifications" ->
                classifications.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT village-classifications" -> correct(classifications, first, body);
            case "POST village-classifications withdrawal" -> there(classifications, first).withdrawn = true;
            case "POST working-calendars" -> workingCalendars.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT working-calendars" -> {
                Item calendar = there(workingCalendars, first);
                body.put("year", there(calendar.said, "year"));
                body.put("layer", there(calendar.said, "layer"));
                calendar.said = body;
            }
            case "POST working-calendars withdrawal" -> workingCalendars.remove(first);
            case "POST demonstrations" ->
                titles.put(
                        id,
                        new Title(
                                text(body, "unitId"),
                                body.containsKey("householdNumber") ? text(body, "householdNumber") : ""));
            case "POST demonstrations award", "POST demonstrations renewal" -> {
                Title title = there(titles, first);
                LocalDate until = LocalDate.parse(text(body, "validUntil"));
                title.terms.add(new Counted(title.unit, instant(body), day(body), until));
            }
            case "POST demonstrations withdrawal" -> titles.remove(first);
            case "POST demonstrations revocation" -> there(titles, first).revoked = day(body);
            case "POST chains" -> {
                chainUnit.put(id, text(body, "unitId"));
                stepsOfChain.put(id, new LinkedHashMap<>(Map.of(text(body, "step"), day(body))));
            }
            case "POST chains steps" -> there(stepsOfChain, first).put(text(body, "step"), day(body));
            case "PUT chains steps" -> there(stepsOfChain, first).put(second, day(body));
            case "POST chains steps withdrawal" -> there(stepsOfChain, first).remove(second);
            case "POST research-projects" -> {
                research.put(id, new Item(text(body, "unitId"), day(body), body));
                stagesOfResearch.put(id, new LinkedHashMap<>());
            }
            case "PUT research-projects" -> correct(research, first, body);
            case "POST research-projects withdrawal" -> there(research, first).withdrawn = true;
            case "POST research-projects stages" -> {
                if (path.length > 7) { // the last one is taken back
                    Map<String, LocalDate> stages = there(stagesOfResearch, first);
                    stages.remove(
                            stages.containsKey("ADOPTION")
                                    ? "ADOPTION"
                                    : stages.containsKey("REPORT") ? "REPORT" : "FIELD_WORK");
                } else {
                    there(stagesOfResearch, first).put(text(body, "stage"), day(body));
                }
            }
            case "POST practices" -> practices.put(id, new Item(text(body, "unitId"), day(body), body));
            case "PUT practices" -> correct(practices, first, body);
            case "POST practices withdrawal" -> there(practices, first).withdrawn = true;
            case "POST practices publication" -> {
                if (path.length > 7) {
                    publishedOn.remove(first);
                } else {
                    publishedOn.put(first, day(body));
                }
            }
            // These say nothing that a fed indicator asks for.
            case "POST demonstrations review", "POST demonstrations resubmission", "POST demonstrations rechecks" -> {}
            case "POST link-targets",
                    "POST link-targets retirement",
                    "POST rooms keeper",
                    "POST tickets assignment",
                    "POST tickets replies",
                    "POST tickets confirmation",
                    "POST consultations assignment",
                    "POST consultations rating",
                    "POST talents",
                    "POST practice-reuses",
                    "POST venues",
                    "POST venues bookings",
                    "POST partners",
                    "POST contributions",
                    "POST resource-uses" -> {}
            default -> throw new IllegalArgumentException("no rule for " + shape + " of " + command);
        }
    }

    /** Trainings and activities are what this calculation knows to be found false. */
    private NaiveSupervision.Suspect suspect(String record) {
        Item item = trainings.containsKey(record) ? trainings.get(record) : there(activities, record);
        return new NaiveSupervision.Suspect(item.unit, item.day);
    }

    private void state(Served service, Map<String, Object> body) {
        service.member = text(body, "membershipId");
        service.day = day(body);
        service.minutes = number(body, "minutes");
        service.paid = (Boolean) there(body, "paid");
    }

    private void roomDay(String room, String date, Map<String, Object> body) {
        int minutes = 0;
        if (body.containsKey("sessions")) {
            for (Object session : (Collection<?>) there(body, "sessions")) {
                Map<?, ?> times = (Map<?, ?>) session;
                minutes += minuteOfDay(times.get("to")) - minuteOfDay(times.get("from"));
            }
        }
        minutesOfRoomAndDay.put(room + " " + date, minutes);
    }

    /** From 00:00 to 24:00. */
    private static int minuteOfDay(Object time) {
        String[] parts = String.valueOf(time).split(":");
        return 60 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }

    private void correct(Map<String, Item> items, String id, Map<String, Object> body) {
        Item item = there(items, id);
        item.day = day(body);
        item.said = body;
    }

    private static void endEarlier(Stay stay, LocalDate day) {
        if (day.isBefore(stay.until)) {
            stay.until = day;
        }
    }

    private Switch toggle(Map<String, Object> body, boolean on) {
        return new Switch("", instant(body), day(body), on);
    }

    /** The state at the end of the day: what the last switch up to then says. */
    private static boolean stateOn(List<Switch> switches, LocalDate day, boolean before) {
        boolean state = before;
        Instant last = Instant.MIN;
        for (Switch one : switches) {
            if (!one.day.isAfter(day) && !one.at.isBefore(last)) {
                state = one.on;
                last = one.at;
            }
        }
        return state;
    }

    private static String name(String ref) {
        return ref.replace('/', '~');
    }

    private static String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> name(found.group(1)));
    }

    private static Map<String, Object> named(Map<String, Object> body) {
        Map<String, Object> named = new LinkedHashMap<>();
        body.forEach((field, value) -> named.put(field, value instanceof String text ? filled(text) : value));
        return named;
    }

    private static <V> V there(Map<String, V> map, String key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("nothing is known of " + key);
        }
        return value;
    }

    private static String text(Map<String, Object> body, String field) {
        return (String) there(body, field);
    }

    private static int number(Map<String, Object> body, String field) {
        return (Integer) there(body, field);
    }

    private static Set<String> strings(Map<String, Object> body, String field) {
        Set<String> strings = new LinkedHashSet<>();
        for (Object one : (Collection<?>) there(body, field)) {
            strings.add(filled((String) one));
        }
        return strings;
    }

    private Instant instant(Map<String, Object> body) {
        return OffsetDateTime.parse(text(body, "occurredAt")).toInstant();
    }

    private LocalDate day(Map<String, Object> body) {
        return date(text(body, "occurredAt"));
    }

    private LocalDate date(String occurredAt) {
        return OffsetDateTime.parse(occurredAt).atZoneSameInstant(zone).toLocalDate();
    }

    // ================================================================ cards and ranking

    /** The cards of all villages that have one on that date, by unit id. */
    public Map<String, Card> cards(LocalDate asOf) {
        Map<String, Card> cards = new LinkedHashMap<>();
        units.forEach((unitId, unit) -> {
            Card card = unit.kind.equals("VILLAGE") ? card(unitId, asOf) : null;
            if (card != null) {
                cards.put(unitId, card);
            }
        });
        return cards;
    }

    /** The card of one unit; null before its first day or without an elapsed day. */
    public @Nullable Card card(String unitId, LocalDate asOf) {
        List<LocalDate> elapsed = elapsedDays(unitId, asOf);
        if (elapsed.isEmpty()) {
            return null;
        }
        LocalDate reckoning = asOf.isBefore(periodEnd) ? asOf : periodEnd;
        Ratio share = share(unitId, asOf);
        Map<String, @Nullable Ratio> ratios = new LinkedHashMap<>();
        ratios.put("P01", p01(unitId, elapsed));
        ratios.put("P02", p02(unitId, asOf));
        ratios.put("P03", p03(unitId, elapsed, teamTarget(unitId, reckoning, asOf)));
        ratios.put("P04", p04(unitId, elapsed));
        ratios.put("P05", p05(unitId, elapsed, asOf));
        ratios.put("P06", p06(unitId, elapsed, share));
        ratios.put("P07", p07(unitId, elapsed));
        ratios.put("P08", p08(unitId, elapsed, reckoning, share));
        ratios.put("P09", p09(unitId, elapsed));
        ratios.put("P10", p10(unitId, elapsed, reckoning, asOf));
        ratios.put("P11", p11(unitId, elapsed, reckoning));
        ratios.put("P12", p12(unitId, reckoning));
        ratios.put("P13", p13(unitId, elapsed));
        ratios.put("P14", p14(unitId, elapsed, share));
        ratios.put("P15", orders.p15(unitId, elapsed, asOf));
        ratios.put("S01", s01(unitId, reckoning, asOf));
        ratios.put("S02", s02(unitId, elapsed, reckoning, share));
        ratios.put("S03", s03(unitId, elapsed, reckoning));
        ratios.put("S04", inspections.s04(unitId, elapsed));
        ratios.put("S05", s05(unitId, elapsed, share));
        ratios.put("S06", s06(unitId, elapsed, reckoning));
        ratios.put("S07", s07(unitId, elapsed, reckoning));
        ratios.put("S08", s08(unitId, elapsed, asOf, share));
        ratios.put("S09", s09(unitId, elapsed, reckoning));
        ratios.put("S10", s10(unitId, elapsed, reckoning, asOf));
        ratios.put("S11", s11(unitId, elapsed, reckoning, asOf));
        Map<String, Line> lines = new LinkedHashMap<>();
        Map<String, Integer> overdue = orders.deductions(unitId, elapsed, asOf);
        BigDecimal fromParty = taken(unitId, elapsed, asOf, "PARTY", overdue);
        BigDecimal fromScience = taken(unitId, elapsed, asOf, "SCIENCE", overdue);
        String kind = there(units, unitId).kind;
        Map<String, Integer> partyWeights = switch (kind) {
            case "DEPARTMENT" -> DEPARTMENT_PARTY_WEIGHTS;
            case "TOWNSHIP" -> TOWNSHIP_PARTY_WEIGHTS;
            default -> PARTY_WEIGHTS;
        };
        Map<String, Integer> scienceWeights = switch (kind) {
            case "DEPARTMENT" -> DEPARTMENT_SCIENCE_WEIGHTS;
            case "TOWNSHIP" -> TOWNSHIP_SCIENCE_WEIGHTS;
            default -> SCIENCE_WEIGHTS;
        };
        BigDecimal party = adjusted(track(partyWeights, ratios, lines), unitId, elapsed, "PARTY", fromParty);
        BigDecimal science = adjusted(track(scienceWeights, ratios, lines), unitId, elapsed, "SCIENCE", fromScience);
        BigDecimal hundredfold = party.multiply(BigDecimal.valueOf(partyShare))
                .add(science.multiply(BigDecimal.valueOf(100 - partyShare)));
        BigDecimal composite = hundredfold.divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
        boolean isVetoed = supervision.isVetoed(unitId, year, asOf);
        BigDecimal capped = isVetoed ? composite.min(vetoCap) : composite;
        String band = isVetoed ? "不合格" : band(composite);
        return new Card(
                unitId, lines, party, science, capped, band, fromParty.add(fromScience), overdue.size(), isVetoed);
    }

    /** With bonus and deductions, not below nothing. */
    private BigDecimal adjusted(
            BigDecimal points, String unitId, List<LocalDate> elapsed, String track, BigDecimal taken) {
        return points.add(bonus(unitId, elapsed, track)).subtract(taken).max(BigDecimal.ZERO.setScale(4));
    }

    /** All that is taken from a track; of an overdue order and the criticisms of its matter what takes more, or the order. */
    private BigDecimal taken(
            String unitId, List<LocalDate> elapsed, LocalDate asOf, String track, Map<String, Integer> overdue) {
        Set<String> criticised = supervision.criticisedOrders(unitId, elapsed);
        Set<String> byThemselves = new LinkedHashSet<>();
        int tenths = 0;
        for (Map.Entry<String, Integer> order : overdue.entrySet()) {
            if (!criticised.contains(order.getKey()) || order.getValue() >= criticism) {
                byThemselves.add(order.getKey());
                tenths += track.equals("PARTY") ? order.getValue() : 0;
            }
        }
        tenths += supervision.taken(unitId, year, elapsed, asOf, track, criticism, byThemselves);
        return BigDecimal.valueOf(tenths, 1);
    }

    /** The villages of the county in the order of their rank, those that are too young or closed at the end. */
    public List<Standing> ranking(LocalDate asOf) {
        LocalDate reckoning = asOf.isBefore(periodEnd) ? asOf : periodEnd;
        return rank(
                List.copyOf(cards(asOf).values()),
                unitId -> tooYoung(unitId) || !there(units, unitId).until.isAfter(reckoning));
    }

    static List<Standing> rank(List<Card> cards, java.util.function.Predicate<String> outside) {
        List<Card> ranked = new ArrayList<>();
        List<Card> unranked = new ArrayList<>();
        for (Card card : cards) {
            (card.vetoed() || outside.test(card.unitId()) ? unranked : ranked).add(card);
        }
        ranked.sort((one, other) -> better(other, one));
        int allowed = ranked.size() * 30 / 100;
        List<Standing> standings = new ArrayList<>();
        for (Card card : ranked) {
            int better = 0;
            int notWorse = 0;
            for (Card other : ranked) {
                int order = better(other, card);
                better += order > 0 ? 1 : 0;
                notWorse += order >= 0 ? 1 : 0;
            }
            boolean heldBack = card.band().equals("优秀") && notWorse > allowed;
            standings.add(new Standing(better + 1, card, heldBack ? "良好" : card.band(), heldBack));
        }
        for (Card card : unranked) {
            standings.add(new Standing(null, card, card.band(), false));
        }
        return standings;
    }

    /** Above 0 if the first is the better one: composite, fewer deduction points, party track, fewer overdue orders. */
    private static int better(Card one, Card other) {
        int byComposite = one.composite().compareTo(other.composite());
        int byDeducted = other.deducted().compareTo(one.deducted());
        int byParty = one.party().compareTo(other.party());
        if (byComposite != 0) {
            return byComposite;
        }
        if (byDeducted != 0) {
            return byDeducted;
        }
        return byParty != 0 ? byParty : Integer.compare(other.overdueOrders(), one.overdueOrders());
    }

    /** Younger than six months when the period is over, that is at the first moment of the next year. */
    private boolean tooYoung(String unitId) {
        return there(units, unitId).from.plusMonths(6).isAfter(periodEnd.plusDays(1));
    }

    private static String band(BigDecimal composite) {
        if (composite.compareTo(BigDecimal.valueOf(90)) >= 0) {
            return "优秀";
        }
        if (composite.compareTo(BigDecimal.valueOf(80)) >= 0) {
            return "良好";
        }
        return composite.compareTo(BigDecimal.valueOf(60)) >= 0 ? "合格" : "不合格";
    }

    private static BigDecimal track(
            Map<String, Integer> weights, Map<String, @Nullable Ratio> ratios, Map<String, Line> lines) {
        int applying = 0;
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            applying += ratios.get(weight.getKey()) == null ? 0 : weight.getValue();
        }
        Map<String, Ratio> exact = new TreeMap<>();
        Map<String, Ratio> effective = new LinkedHashMap<>();
        Ratio sum = Ratio.ZERO;
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            Ratio ratio = ratios.get(weight.getKey());
            if (ratio != null) {
                Ratio full = Ratio.of(weight.getValue() * 100L, applying);
                effective.put(weight.getKey(), full);
                exact.put(weight.getKey(), full.times(ratio));
                sum = sum.plus(full.times(ratio));
            }
        }
        // In units of 0.0001: each is cut, and the missing ones go one each to whoever lost most, the first by code.
        Map<String, BigInteger> units = new LinkedHashMap<>();
        BigInteger missing = sum.rounded(4).unscaledValue();
        for (Map.Entry<String, Ratio> one : exact.entrySet()) {
            BigInteger whole = one.getValue().times(Ratio.of(10_000, 1)).whole();
            units.put(one.getKey(), whole);
            missing = missing.subtract(whole);
        }
        Set<String> raised = new HashSet<>();
        for (; missing.signum() > 0; missing = missing.subtract(BigInteger.ONE)) {
            String most = null;
            Ratio lostMost = Ratio.ZERO;
            for (String code : exact.keySet()) {
                Ratio lost = there(exact, code)
                        .times(Ratio.of(10_000, 1))
                        .minus(new Ratio(there(units, code), BigInteger.ONE));
                if (!raised.contains(code) && (most == null || lostMost.lessThan(lost))) {
                    most = code;
                    lostMost = lost;
                }
            }
            raised.add(java.util.Objects.requireNonNull(most));
        }
        for (String code : weights.keySet()) {
            Ratio ratio = ratios.get(code);
            if (ratio == null) {
                Status status = ratios.containsKey(code) ? Status.NOT_APPLICABLE : Status.NOT_FED;
                lines.put(code, new Line(status, null, null, null));
            } else {
                BigInteger points = there(units, code).add(raised.contains(code) ? BigInteger.ONE : BigInteger.ZERO);
                String decimal = new BigDecimal(points, 4).toPlainString();
                lines.put(code, new Line(Status.APPLIES, effective.get(code), ratio, decimal));
            }
        }
        return sum.rounded(4);
    }

    private static Map<String, Integer> weights(Object... pairs) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return weights;
    }

    // ================================================================ days

    private boolean ownDay(String unitId, LocalDate day) {
        Unit unit = there(units, unitId);
        return !day.isBefore(unit.from) && day.isBefore(unit.until);
    }

    /** Days in their order, which are also quickly asked for one of them. */
    private static final class DaysInOrder extends AbstractList<LocalDate> {
        private final List<LocalDate> inOrder = new ArrayList<>();
        private final Set<LocalDate> all = new HashSet<>();

        @Override
        public boolean add(LocalDate day) {
            all.add(day);
            return inOrder.add(day);
        }

        @Override
        public LocalDate get(int index) {
            return inOrder.get(index);
        }

        @Override
        public int size() {
            return inOrder.size();
        }

        @Override
        public boolean contains(@Nullable Object day) {
            return all.contains(day);
        }
    }

    private List<LocalDate> elapsedDays(String unitId, LocalDate asOf) {
        List<LocalDate> days = new DaysInOrder();
        for (LocalDate day = periodStart; !day.isAfter(periodEnd) && !day.isAfter(asOf); day = day.plusDays(1)) {
            if (ownDay(unitId, day)) {
                days.add(day);
            }
        }
        return days;
    }

    /** Own days up to the period's end ÷ days of the period; a closing after the day asked for is not known on it. */
    private Ratio share(String unitId, LocalDate asOf) {
        Unit unit = there(units, unitId);
        int own = 0;
        for (LocalDate day = periodStart; !day.isAfter(periodEnd); day = day.plusDays(1)) {
            boolean closed = !unit.until.isAfter(asOf) && !day.isBefore(unit.until);
            own += !day.isBefore(unit.from) && !closed ? 1 : 0;
        }
        return Ratio.of(own, periodStart.lengthOfYear());
    }

    /** An item of the period that counts: dated on an elapsed day and not withdrawn. */
    private static boolean counts(Item item, String unitId, List<LocalDate> elapsed) {
        return item.unit.equals(unitId) && !item.withdrawn && elapsed.contains(item.day);
    }

    // ================================================================ the indicators

    private Ratio p01(String unitId, List<LocalDate> elapsed) {
        int good = 0;
        for (LocalDate day : elapsed) {
            boolean any = false;
            for (Map.Entry<String, Stay> group : groups.entrySet()) {
                if (!group.getValue().unit.equals(unitId) || !group.getValue().on(day)) {
                    continue;
                }
                for (Part leader : parts.values()) {
                    for (Part staff : parts.values()) {
                        any |= leader.group.equals(group.getKey())
                                && staff.group.equals(group.getKey())
                                && leader.on(day)
                                && staff.on(day)
                                && leader.role.equals("LEADER")
                                && staff.role.equals("STAFF")
                                && !leader.person.equals(staff.person);
                    }
                }
            }
            good += any ? 1 : 0;
        }
        return Ratio.of(good, elapsed.size());
    }

    private @Nullable Ratio p02(String unitId, LocalDate asOf) {
        LocalDate thirtiethDay = there(units, unitId).from.plusDays(29);
        Ratio points = Ratio.ZERO;
        int expected = 0;
        LocalDate planDue = LocalDate.of(year, 3, 31);
        if (!planDue.isBefore(thirtiethDay)) {
            points = points.plus(filing(unitId, "PLAN", planDue, asOf));
            expected++;
        }
        LocalDate summaryDue = LocalDate.of(year, 12, 31);
        if (!summaryDue.isBefore(thirtiethDay)) {
            points = points.plus(filing(unitId, "SUMMARY", summaryDue, asOf));
            expected++;
        }
        return expected == 0 ? null : points.over(Ratio.of(2L * expected, 1));
    }

    private Ratio filing(String unitId, String kind, LocalDate due, LocalDate asOf) {
        LocalDate earliest = null;
        for (Item document : documents.values()) {
            if (document.unit.equals(unitId)
                    && !document.withdrawn
                    && text(document.said, "kind").equals(kind)
                    && number(document.said, "year") == year
                    && !document.day.isAfter(asOf)
                    && (earliest == null || document.day.isBefore(earliest))) {
                earliest = document.day;
            }
        }
        if (earliest == null) {
            return Ratio.ZERO;
        }
        long daysLate = 0;
        for (LocalDate day = due; day.isBefore(earliest); day = day.plusDays(1)) {
            daysLate++;
        }
        long startedWeeks = daysLate / 7 + (daysLate % 7 > 0 ? 1 : 0);
        long halves = Math.max(0, 4 - startedWeeks);
        return Ratio.of(halves, 2);
    }

    /** Noted, as each day is asked for by several indicators. */
    private Set<String> activePeople(String unitId, LocalDate day) {
        return activeByUnitAndDay
                .computeIfAbsent(unitId, unit -> new HashMap<>())
                .computeIfAbsent(day, one -> findActivePeople(unitId, one));
    }

    private Set<String> findActivePeople(String unitId, LocalDate day) {
        Set<String> people = new HashSet<>();
        for (Membership member : memberships.values()) {
            if (((Stay) member).unit.equals(unitId) && member.activeOn(day)) {
                people.add(member.person);
            }
        }
        return people;
    }

    private Ratio p03(String unitId, List<LocalDate> elapsed, int target) {
        int parts = 0;
        for (LocalDate day : elapsed) {
            parts += Math.min(target, activePeople(unitId, day).size());
        }
        return Ratio.of(parts, (long) target * elapsed.size());
    }

    private int teamTarget(String unitId, LocalDate reckoning, LocalDate asOf) {
        Collection<?> classes = List.of();
        LocalDate since = LocalDate.MIN;
        for (Item one : classifications.values()) {
            LocalDate from = one.withdrawn ? LocalDate.MIN : LocalDate.parse(text(one.said, "validFrom"));
            if (one.unit.equals(unitId) && !one.day.isAfter(asOf) && !from.isAfter(reckoning) && from.isAfter(since)) {
                since = from;
                classes = (Collection<?>) there(one.said, "villageClasses");
            }
        }
        for (Map.Entry<String, Integer> target : teamTargets.entrySet()) {
            if (classes.contains(target.getKey())) {
                return target.getValue();
            }
        }
        return 10;
    }

    /** What titles granted and commendations issued on elapsed days add to a track: of one deed the highest level, five at most. */
    private BigDecimal bonus(String unitId, List<LocalDate> elapsed, String track) {
        Map<String, Integer> byDeed = new LinkedHashMap<>();
        honours.forEach((id, honour) -> {
            if (counts(honour, unitId, elapsed) && track.equals(honour.said.get("track"))) {
                int points = List.of("", "TOWNSHIP", "COUNTY", "PROVINCE").indexOf(text(honour.said, "level"));
                String deed = honour.said.containsKey("deed") ? text(honour.said, "deed") : "of " + id;
                byDeed.merge(deed, points, Math::max);
            }
        });
        supervision
                .deeds(unitId, elapsed, track, issuer -> there(units, issuer).kind)
                .forEach((deed, points) -> byDeed.merge(deed, points, Math::max));
        int sum = 0;
        for (int points : byDeed.values()) {
            sum += points;
        }
        return BigDecimal.valueOf(Math.min(5, sum));
    }

    private Ratio p04(String unitId, List<LocalDate> elapsed) {
        Ratio sum = Ratio.ZERO;
        for (LocalDate day : elapsed) {
            Set<String> active = activePeople(unitId, day);
            Map<String, Set<String>> targetsOfPeople = new HashMap<>();
            for (Link link : links.values()) {
                if (((Stay) link).unit.equals(unitId) && link.activeOn(day)) {
                    targetsOfPeople
                            .computeIfAbsent(link.member.person, person -> new HashSet<>())
                            .add(link.target);
                }
            }
            int linked = 0;
            for (String person : active) {
                int targets = targetsOfPeople.getOrDefault(person, Set.of()).size();
                linked += targets == 1 || targets == 2 ? 1 : 0;
            }
            if (!active.isEmpty()) {
                sum = sum.plus(Ratio.of(linked, active.size()));
            }
        }
        return sum.over(Ratio.of(elapsed.size(), 1));
    }

    private Ratio p05(String unitId, List<LocalDate> elapsed, LocalDate asOf) {
        // All links of one person to one target are one.
        Map<List<String>, List<String>> tied = new LinkedHashMap<>();
        for (Map.Entry<String, Link> link : links.entrySet()) {
            if (((Stay) link.getValue()).unit.equals(unitId)) {
                tied.computeIfAbsent(
                                List.of(link.getValue().member.person, link.getValue().target),
                                pair -> new ArrayList<>())
                        .add(link.getKey());
            }
        }
        int linkQuarters = 0;
        int visited = 0;
        for (List<String> ties : tied.values()) {
            for (int quarter = 1; quarter <= 4; quarter++) {
                int days = 0;
                for (LocalDate day : elapsed) {
                    boolean active = false;
                    for (String link : ties) {
                        active |= there(links, link).activeOn(day);
                    }
                    days += quarterOf(day) == quarter && active ? 1 : 0;
                }
                if (days < 30) {
                    continue;
                }
                linkQuarters++;
                boolean any = false;
                for (Visit visit : visits.values()) {
                    any |= ties.contains(visit.link)
                            && quarterOf(visit.day) == quarter
                            && visit.countsAt(asOf)
                            && elapsed.contains(visit.day);
                }
                visited += any ? 1 : 0;
            }
        }
        return linkQuarters == 0 ? Ratio.ZERO : Ratio.of(visited, linkQuarters);
    }

    private static int quarterOf(LocalDate day) {
        return (day.getMonthValue() + 2) / 3;
    }

    private Ratio p06(String unitId, List<LocalDate> elapsed, Ratio share) {
        int sessions = 0;
        Set<String> kinds = new HashSet<>();
        long attended = 0;
        long expected = 0;
        for (Item training : trainings.values()) {
            if (!counts(training, unitId, elapsed)) {
                continue;
            }
            sessions++;
            kinds.add(text(training.said, "kind"));
            Set<String> came = new HashSet<>();
            for (String attendee : strings(training.said, "attendees")) {
                if (memberships.containsKey(attendee)) {
                    came.add(there(memberships, attendee).person);
                }
            }
            for (String person : activePeople(unitId, training.day)) {
                expected++;
                attended += came.contains(person) ? 1 : 0;
            }
        }
        Ratio target = Ratio.of(4, 1).times(share);
        Ratio held = Ratio.of(sessions, 1).over(target).atMostOne();
        Ratio attendance = expected == 0 ? Ratio.ZERO : Ratio.of(attended, expected);
        return Ratio.of(3, 1)
                .times(held)
                .plus(Ratio.of(kinds.size(), 1))
                .plus(Ratio.of(2, 1).times(attendance))
                .over(Ratio.of(8, 1));
    }

    private Ratio p07(String unitId, List<LocalDate> elapsed) {
        int open = 0;
        for (LocalDate day : elapsed) {
            boolean any = false;
            for (Map.Entry<String, String> station : stationUnit.entrySet()) {
                any |= station.getValue().equals(unitId)
                        && stateOn(there(stationSwitches, station.getKey()), day, false);
            }
            open += any ? 1 : 0;
        }
        return Ratio.of(open, elapsed.size());
    }

    private Ratio p08(String unitId, List<LocalDate> elapsed, LocalDate reckoning, Ratio share) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Item update : boardUpdates.values()) {
            if (counts(update, unitId, elapsed)) {
                days.add(update.day);
            }
        }
        LocalDate before = elapsed.getFirst().minusDays(1);
        int gaps = 0;
        for (LocalDate day : days) {
            gaps += ChronoUnit.DAYS.between(before, day) > 90 ? 1 : 0;
            before = day;
        }
        gaps += ChronoUnit.DAYS.between(before, reckoning) > 90 ? 1 : 0;
        Ratio target = Ratio.of(6, 1).times(share);
        Ratio reached = Ratio.of(days.size(), 1).over(target).atMostOne();
        Ratio left = Ratio.of(6, 1).times(reached).minus(Ratio.of(gaps, 1));
        return left.lessThan(Ratio.ZERO) ? Ratio.ZERO : left.over(Ratio.of(6, 1));
    }

    private Ratio p09(String unitId, List<LocalDate> elapsed) {
        int good = 0;
        int vacant = -1; // counted back on the first day, and on from there
        for (LocalDate day : elapsed) {
            vacant = officerIn(unitId, day) ? 0 : vacant < 0 ? daysVacantUpTo(unitId, day) : vacant + 1;
            good += vacant <= 30 ? 1 : 0;
        }
        return Ratio.of(good, elapsed.size());
    }

    private boolean officerIn(String unitId, LocalDate day) {
        boolean any = false;
        for (Stay appointment : appointments.values()) {
            any |= appointment.unit.equals(unitId) && appointment.on(day);
        }
        return any;
    }

    /** Days of the vacancy that lasts on that day, this day included. */
    private int daysVacantUpTo(String unitId, LocalDate day) {
        LocalDate unitStart = there(units, unitId).from;
        int days = 0;
        LocalDate back = day;
        for (; !back.isBefore(unitStart) && !officerIn(unitId, back); back = back.minusDays(1)) {
            days++;
        }
        boolean never = back.isBefore(unitStart);
        return never && unitStart.isBefore(periodStart) ? (int) ChronoUnit.DAYS.between(periodStart, day) + 1 : days;
    }

    private Ratio p10(String unitId, List<LocalDate> elapsed, LocalDate reckoning, LocalDate asOf) {
        String county = county(unitId, reckoning);
        int inTime = 0;
        int all = 0;
        for (Map.Entry<String, Item> activity : activities.entrySet()) {
            if (!counts(activity.getValue(), unitId, elapsed)) {
                continue;
            }
            LocalDate last = workingDaysAfter(activity.getValue().day, 10, county);
            boolean archived = false;
            boolean early = false;
            for (Item entry : archives.values()) {
                boolean ofIt = text(entry.said, "subject").equals("ACTIVITY")
                        && text(entry.said, "subjectId").equals(activity.getKey());
                if (ofIt && !entry.withdrawn && !entry.day.isBefore(periodStart) && !entry.day.isAfter(asOf)) {
                    archived = true;
                    early |= !entry.day.isAfter(last);
                }
            }
            if (archived || asOf.isAfter(last)) {
                all++;
                inTime += early ? 1 : 0;
            }
        }
        return all == 0 ? Ratio.ZERO : Ratio.of(inTime, all);
    }

    /** Only what was spent has been put in. */
    private @Nullable Ratio p11(String unitId, List<LocalDate> elapsed, LocalDate reckoning) {
        Object counted = newest(residents, unitId, reckoning);
        if (counted == null || (Integer) counted == 0) {
            return null;
        }
        long fen = 0;
        for (Item entry : funding.values()) {
            boolean spent = text(entry.said, "stage").equals("SPENT");
            fen += spent && counts(entry, unitId, elapsed) ? number(entry.said, "amountFen") : 0;
        }
        return Ratio.of(fen, 200L * (Integer) counted).atMostOne();
    }

    private @Nullable Ratio p12(String unitId, LocalDate reckoning) {
        String county = county(unitId, reckoning);
        boolean inForce = false;
        for (Item programme : programmes.values()) {
            inForce |= programme.unit.equals(county)
                    && !programme.withdrawn
                    && !programme.day.isAfter(reckoning)
                    && !LocalDate.parse(text(programme.said, "from")).isAfter(reckoning)
                    && !LocalDate.parse(text(programme.said, "to")).isBefore(reckoning);
        }
        if (!inForce) {
            return null;
        }
        Set<String> households = new HashSet<>();
        for (Title title : titles.values()) {
            if (title.unit.equals(unitId) && title.heldOn(reckoning)) {
                households.add(title.household);
            }
        }
        long village = households.remove("") ? 4 : 0;
        if (there(units, unitId).kind.equals("TOWNSHIP")) {
            return village > 0 ? Ratio.ONE : Ratio.ZERO; // its households are its villages'
        }
        // Of eight: four for the village, four fifths for each of five households.
        return Ratio.of(5 * village + 4L * Math.min(5, households.size()), 40);
    }

    private Ratio p13(String unitId, List<LocalDate> elapsed) {
        long points = 0;
        for (String stage : List.of("REPORT", "ADOPTION")) {
            boolean any = false;
            for (Map.Entry<String, Item> one : research.entrySet()) {
                LocalDate day = there(stagesOfResearch, one.getKey()).get(stage);
                any |= one.getValue().unit.equals(unitId)
                        && !one.getValue().withdrawn
                        && day != null
                        && elapsed.contains(day);
            }
            points += any ? stage.equals("REPORT") ? 4 : 2 : 0;
        }
        return Ratio.of(points, 6);
    }

    private Ratio p14(String unitId, List<LocalDate> elapsed, Ratio share) {
        long published = 0;
        for (Map.Entry<String, LocalDate> one : publishedOn.entrySet()) {
            Item practice = there(practices, one.getKey());
            boolean counts = practice.unit.equals(unitId) && !practice.withdrawn && elapsed.contains(one.getValue());
            published += counts ? 1 : 0;
        }
        return Ratio.of(published, 1).over(Ratio.of(2, 1).times(share)).atMostOne();
    }

    private @Nullable Ratio s01(String unitId, LocalDate reckoning, LocalDate asOf) {
        List<String> own = new ArrayList<>();
        boolean registered = false;
        for (Map.Entry<String, Stay> room : rooms.entrySet()) {
            if (room.getValue().unit.equals(unitId)) {
                own.add(room.getKey());
                registered |= !room.getValue().from.isAfter(reckoning);
            }
        }
        int weeks = 0;
        int good = 0;
        LocalDate monday = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (; monday.plusDays(3).getYear() == year; monday = monday.plusDays(7)) {
            boolean whole = true;
            for (int i = 0; i < 7; i++) {
                whole &= ownDay(unitId, monday.plusDays(i));
            }
            if (!whole || monday.plusDays(6).isAfter(asOf) || exempt(own, monday, asOf)) {
                continue;
            }
            weeks++;
            boolean any = false;
            for (String room : own) {
                int longDates = 0;
                for (int i = 0; i < 7; i++) {
                    longDates += minutesOfRoomAndDay.getOrDefault(room + " " + monday.plusDays(i), 0) >= 4 * 60 ? 1 : 0;
                }
                any |= longDates >= 5;
            }
            good += any ? 1 : 0;
        }
        if (weeks == 0) {
            return null;
        }
        return registered ? Ratio.of(good, weeks) : Ratio.ZERO;
    }

    private boolean exempt(List<String> own, LocalDate monday, LocalDate asOf) {
        int number = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        boolean exempt = false;
        for (String room : own) {
            Calendar newest = null;
            for (Calendar calendar : calendars.getOrDefault(room + " " + year, List.of())) {
                if (!calendar.day.isAfter(asOf)) {
                    newest = calendar;
                }
            }
            exempt |= newest != null && newest.weeks.contains(number);
        }
        return exempt;
    }

    /** Every title of every room looked at by itself: when it came, and whether somebody found none of it since. */
    private Ratio s02(String unitId, List<LocalDate> elapsed, LocalDate reckoning, Ratio share) {
        Map<String, LocalDate> firstDay = new TreeMap<>();
        Map<String, Instant> lastCame = new TreeMap<>();
        for (Item delivery : deliveries.values()) {
            if (!delivery.unit.equals(unitId) || delivery.withdrawn || delivery.day.isAfter(reckoning)) {
                continue;
            }
            for (Object line : (Collection<?>) there(delivery.said, "lines")) {
                String title = titleOf((Map<?, ?>) line);
                firstDay.merge(title, delivery.day, (one, other) -> one.isBefore(other) ? one : other);
                lastCame.merge(
                        text(delivery.said, "roomId") + " " + title,
                        instant(delivery.said),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        Set<String> inStock = new HashSet<>();
        lastCame.forEach((roomAndTitle, came) -> {
            String room = roomAndTitle.substring(0, roomAndTitle.indexOf(' '));
            String title = roomAndTitle.substring(room.length() + 1);
            boolean gone = !there(rooms, room).until.isAfter(reckoning);
            for (Item taken : stockTakes.values()) {
                for (Object loss : (Collection<?>) there(taken.said, "losses")) {
                    Map<?, ?> counted = (Map<?, ?>) loss;
                    gone |= !taken.withdrawn
                            && !taken.day.isAfter(reckoning)
                            && text(taken.said, "roomId").equals(room)
                            && title.equals(counted.get("resourceId"))
                            && Integer.valueOf(0).equals(counted.get("found"))
                            && !instant(taken.said).isBefore(came);
                }
            }
            if (!gone) {
                inStock.add(title);
            }
        });
        int added = 0;
        for (LocalDate day : firstDay.values()) {
            added += elapsed.contains(day) ? 1 : 0;
        }
        Ratio stock = Ratio.of(inStock.size(), 1200).atMostOne();
        Ratio renewal = Ratio.of(added, 1).over(Ratio.of(60, 1).times(share)).atMostOne();
        return stock.plus(renewal).over(Ratio.of(2, 1));
    }

    /** By its ISBN, else by kind, title and author: only letters and digits matter, not how they are written. */
    static String titleOf(Map<?, ?> line) {
        if (line.get("isbn") instanceof String isbn) {
            return "isbn-" + isbn.replace("-", "");
        }
        String said = line.get("kind") + "/" + line.get("title") + "/" + line.get("author");
        StringBuilder plain = new StringBuilder("title-");
        java.text.Normalizer.normalize(said, java.text.Normalizer.Form.NFKC)
                .toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private @Nullable Ratio s03(String unitId, List<LocalDate> elapsed, LocalDate reckoning) {
        Object counted = newest(residents, unitId, reckoning);
        if (counted == null || (Integer) counted == 0) {
            return null;
        }
        Set<Object> readers = new HashSet<>();
        uses.forEach((roomDateAndSource, ofDay) -> {
            boolean own = there(rooms, roomDateAndSource.get(0)).unit.equals(unitId);
            if (own && elapsed.contains(LocalDate.parse(roomDateAndSource.get(1)))) {
                for (Map<?, ?> use : ofDay.values()) {
                    if (use.get("readerId") != null && !"DOWNLOAD".equals(use.get("kind"))) {
                        readers.add(use.get("readerId"));
                    }
                }
            }
        });
        for (Item loan : loans.values()) {
            if (counts(loan, unitId, elapsed)) {
                readers.add(there(loan.said, "readerId"));
            }
        }
        return Ratio.of(10L * readers.size(), (Integer) counted).atMostOne();
    }

    private @Nullable Ratio s06(String unitId, List<LocalDate> elapsed, LocalDate reckoning) {
        String county = county(unitId, reckoning);
        int set = 0;
        int kept = 0;
        for (Item window : windows.values()) {
            if (window.withdrawn || number(window.said, "year") != year || !window.unit.equals(county)) {
                continue;
            }
            LocalDate from = LocalDate.parse(text(window.said, "from"));
            LocalDate to = LocalDate.parse(text(window.said, "to"));
            boolean any = false;
            for (Item activity : activities.values()) {
                any |= counts(activity, unitId, elapsed)
                        && campaignOf(window.said).equals(campaignOf(activity.said))
                        && !activity.day.isBefore(from)
                        && !activity.day.isAfter(to);
            }
            set++;
            kept += any ? 1 : 0;
        }
        return set == 0 ? null : Ratio.of(kept, set);
    }

    /** One of the three campaigns or the county's own, of a window or an activity. */
    private static String campaignOf(Map<String, Object> said) {
        Object campaign = said.get("campaign") == null ? said.get("furtherCampaign") : said.get("campaign");
        return String.valueOf(campaign);
    }

    /** The county to which the unit belongs on that day; null if it belongs to none. */
    @Nullable
    String county(String unitId, LocalDate day) {
        String above = unitId;
        while (above != null && !there(units, above).kind.equals("COUNTY")) {
            above = (String) newest(there(units, above).parents, above, day);
        }
        return above;
    }

    private @Nullable Ratio s07(String unitId, List<LocalDate> elapsed, LocalDate reckoning) {
        Object declared = newest(venueKinds, unitId, reckoning);
        if (declared == null || ((Set<?>) declared).isEmpty()) {
            return null;
        }
        int reached = 0;
        for (Object kind : (Set<?>) declared) {
            boolean any = false;
            for (Item activity : activities.values()) {
                any |= counts(activity, unitId, elapsed)
                        && text(activity.said, "venueKind").equals(kind);
            }
            reached += any ? 1 : 0;
        }
        return Ratio.of(reached, ((Set<?>) declared).size());
    }

    private Ratio s08(String unitId, List<LocalDate> elapsed, LocalDate asOf, Ratio share) {
        long complete = 0;
        for (Map.Entry<String, String> chain : chainUnit.entrySet()) {
            LocalDate last = LocalDate.MIN;
            boolean all = chain.getValue().equals(unitId);
            for (String step : List.of("LECTURE", "MATERIAL", "FAMILY", "COMMUNITY")) {
                LocalDate day = there(stepsOfChain, chain.getKey()).get(step);
                all &= day != null && !day.isAfter(asOf) && livedOn(unitId, day, asOf);
                last = day != null && day.isAfter(last) ? day : last;
            }
            complete += all && elapsed.contains(last) ? 1 : 0;
        }
        return Ratio.of(complete, 1).over(Ratio.of(4, 1).times(share)).atMostOne();
    }

    /** A closing after the day asked for is not known on it. */
    private boolean livedOn(String unitId, LocalDate day, LocalDate asOf) {
        Unit unit = there(units, unitId);
        boolean closed = !unit.until.isAfter(asOf) && !day.isBefore(unit.until);
        return !day.isBefore(unit.from) && !closed;
    }

    private @Nullable Ratio s09(String unitId, List<LocalDate> elapsed, LocalDate reckoning) {
        Object counted = newest(residents, unitId, reckoning);
        if (counted == null || (Integer) counted == 0) {
            return null;
        }
        long total = 0;
        for (Item activity : activities.values()) {
            total += counts(activity, unitId, elapsed) ? number(activity.said, "participants") : 0;
        }
        Ratio cap = Ratio.of(3 * total, 10);
        Ratio sum = Ratio.ZERO;
        for (Item activity : activities.values()) {
            if (counts(activity, unitId, elapsed)) {
                Ratio participants = Ratio.of(number(activity.said, "participants"), 1);
                sum = sum.plus(cap.lessThan(participants) ? cap : participants);
            }
        }
        return sum.over(Ratio.of((Integer) counted, 1)).over(Ratio.of(1, 5)).atMostOne();
    }

    private @Nullable Ratio s11(String unitId, List<LocalDate> elapsed, LocalDate reckoning, LocalDate asOf) {
        String county = county(unitId, reckoning);
        int[] inTimeOfAll = new int[2];
        waitedFor(tickets, turnsOfTicket, 15, unitId, county, elapsed, asOf, inTimeOfAll);
        waitedFor(consultations, turnsOfConsultation, 5, unitId, county, elapsed, asOf, inTimeOfAll);
        return inTimeOfAll[1] == 0
                ? null
                : Ratio.of(inTimeOfAll[0], inTimeOfAll[1]).over(Ratio.of(4, 5)).atMostOne();
    }

    private void waitedFor(
            Map<String, Item> items,
            Map<String, List<Turn>> turns,
            int workingDays,
            String unitId,
            @Nullable String county,
            List<LocalDate> elapsed,
            LocalDate asOf,
            int[] inTimeOfAll) {
        for (Map.Entry<String, Item> item : items.entrySet()) {
            LocalDate settled = null;
            boolean away = false;
            for (Turn turn : there(turns, item.getKey())) {
                if (!turn.day.isAfter(asOf)) {
                    switch (turn.what) {
                        case "resolution", "answer" -> settled = turn.day;
                        case "reopening" -> settled = null;
                        default -> away = true;
                    }
                }
            }
            if (!counts(item.getValue(), unitId, elapsed)) {
                continue;
            }
            LocalDate last = workingDaysAfter(item.getValue().day, workingDays, county);
            if (!away && (settled != null || asOf.isAfter(last))) {
                inTimeOfAll[0] += settled != null && !settled.isAfter(last) ? 1 : 0;
                inTimeOfAll[1]++;
            }
        }
    }

    private LocalDate workingDaysAfter(LocalDate day, int n, @Nullable String county) {
        LocalDate last = day;
        int passed = 0;
        while (passed < n) {
            last = last.plusDays(1);
            passed += isWorkingDay(last, county) ? 1 : 0;
        }
        return last;
    }

    /** As the lowest layer says that names the day, else from Monday to Friday. */
    private boolean isWorkingDay(LocalDate day, @Nullable String county) {
        for (String layer : List.of("COUNTY", "PREFECTURE", "PROVINCE", "NATION")) {
            // A notice for the next year may name days of December.
            for (int noticeYear = day.getYear() + 1; noticeYear >= day.getYear(); noticeYear--) {
                for (Item calendar : workingCalendars.values()) {
                    if (calendar.unit.equals(county)
                            && layer.equals(there(calendar.said, "layer"))
                            && number(calendar.said, "year") == noticeYear) {
                        if (((Collection<?>) there(calendar.said, "makeUpDays")).contains(day.toString())) {
                            return true;
                        }
                        if (((Collection<?>) there(calendar.said, "holidays")).contains(day.toString())) {
                            return false;
                        }
                    }
                }
            }
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private Ratio s05(String unitId, List<LocalDate> elapsed, Ratio share) {
        int counted = 0;
        for (int month = 1; month <= 12; month++) {
            int held = 0;
            for (Item session : distanceSessions.values()) {
                held += counts(session, unitId, elapsed) && session.day.getMonthValue() == month ? 1 : 0;
            }
            counted += Math.min(2, held);
        }
        return Ratio.of(counted, 1).over(Ratio.of(12, 1).times(share)).atMostOne();
    }

    private static @Nullable Object newest(List<Counted> all, String unitId, LocalDate day) {
        Counted newest = null;
        for (Counted one : all) {
            if (one.unit.equals(unitId) && !one.day.isAfter(day) && (newest == null || !one.at.isBefore(newest.at))) {
                newest = one;
            }
        }
        return newest == null ? null : newest.value;
    }

    private Ratio s10(String unitId, List<LocalDate> elapsed, LocalDate reckoning, LocalDate asOf) {
        Set<String> people = activePeople(unitId, reckoning);
        Ratio sum = Ratio.ZERO;
        for (String person : people) {
            int activeDays = 0;
            for (LocalDate day : elapsed) {
                activeDays += activePeople(unitId, day).contains(person) ? 1 : 0;
            }
            long minutes = 0;
            for (Served service : services.values()) {
                Membership member = memberships.get(service.member);
                if (member != null
                        && service.unit.equals(unitId)
                        && member.person.equals(person)
                        && elapsed.contains(service.day)
                        && service.countsAt(asOf)
                        && !suspended(unitId, person, service.day)) {
                    minutes += service.minutes;
                }
            }
            Ratio target = Ratio.of(24L * activeDays, periodStart.lengthOfYear());
            if (target.lessThan(Ratio.of(2, 1))) {
                target = Ratio.of(2, 1);
            }
            sum = sum.plus(Ratio.of(minutes, 60).over(target).atMostOne());
        }
        return people.isEmpty() ? Ratio.ZERO : sum.over(Ratio.of(people.size(), 1));
    }

    /** On that day in a team, and in none of them active. */
    private boolean suspended(String unitId, String person, LocalDate day) {
        boolean in = false;
        for (Membership member : memberships.values()) {
            in |= ((Stay) member).unit.equals(unitId) && member.person.equals(person) && member.on(day);
        }
        return in && !activePeople(unitId, day).contains(person);
    }
}
