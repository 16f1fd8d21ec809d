package kepu.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import kepu.sample.command.CommandScript;
import kepu.sample.command.SampleCommand;
import kepu.sample.command.Sender;

/**
 * The commands of two or three villages, or of two other units, with an eventful year, in the order in which they were recorded: what belongs together in its
 * own order, all else late, early and mixed up. The same seed gives the same commands.
 */
final class RandomYear {
    /** An ordinary one, two leap years and two of 53 weeks. */
    private static final int[] YEARS = {2025, 2024, 2026, 2020};

    static final List<String> VILLAGES = List.of("V1", "V2");

    /** Of which the last takes the others over, or is split into them. */
    static final List<String> WITH_SUCCESSION = List.of("V1", "V2", "V3");

    private static final String[] LEVELS = {"TOWNSHIP", "COUNTY", "PROVINCE"};
    private static final String[] CLASSES = {"HOLLOWED_OUT", "MOUNTAIN", "SUBURBAN"};
    private static final String[] LAYERS = {"NATION", "PROVINCE", "PREFECTURE", "COUNTY"};
    private static final String ORG = "/api/v1/organization";
    private static final String VOL = "/api/v1/volunteers";
    private static final String READING = "/api/v1/reading-rooms";
    private static final String INSPECTIONS = "/api/v1/assessment/inspections";
    private static final String ROOMS = READING + "/rooms";
    private static final String DESK = READING;
    private static final String ORDERS = "/api/v1/assessment/orders";
    private static final String CAM = "/api/v1/campaigns";
    private static final String ASM = "/api/v1/assessment";
    private static final String[] CAMPAIGNS = {"PUBLICITY_MONTH", "SCIENCE_WEEK", "SCIENCE_DAY"};
    /** What a county adds to the three; some activities are named for one that it did not set. */
    private static final String[] FURTHER = {"rural-reading", "safe-summer"};

    private static final String[] VENUES = {"VILLAGE", "MARKET_TOWN", "SCHOOL", "GOVERNMENT_OFFICE", "ENTERPRISE"};
    private static final String[] KINDS = {"PARTY_SPIRIT", "POLICY", "TECHNIQUE"};
    private static final String[] STEPS = {"LECTURE", "MATERIAL", "FAMILY", "COMMUNITY"};
    private static final String[] STAGES = {"FIELD_WORK", "REPORT", "ADOPTION"};
    private static final String[] ARCHIVES = {"TRAINING_MATERIAL", "DISTANCE_EDUCATION_RECORD", "PHOTO"};
    private static final LocalTime[] HOURS = {
        LocalTime.of(0, 0), LocalTime.of(8, 0), LocalTime.of(12, 0), LocalTime.of(23, 59)
    };

    private final Random random;
    private final int year;
    private final ZoneId zone;
    private final String kind;
    private final List<String> villages;
    private final List<SampleCommand> setUp = new ArrayList<>();
    private final List<List<SampleCommand>> threads = new ArrayList<>();
    private final List<String> teams = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private List<SampleCommand> thread = setUp;
    private String village = "";
    private int refs;

    private RandomYear(long seed, ZoneId zone, String kind, List<String> villages) {
        random = new Random(seed);
        year = YEARS[(int) (seed / 2 % YEARS.length)];
        this.zone = zone;
        this.kind = kind;
        this.villages = villages;
    }

    /** The first {@code known} commands, at least, establish the units; nothing can be asked before. */
    record Story(int year, List<SampleCommand> commands, int known) {}

    static Story of(long seed, ZoneId zone) {
        return of(seed, zone, "VILLAGE");
    }

    /** Of units of another kind, under the same ids; much of what happens to them no card of theirs asks for. */
    static Story of(long seed, ZoneId zone, String kind) {
        RandomYear year = new RandomYear(seed, zone, kind, VILLAGES);
        year.live();
        return year.story();
    }

    /** A year in which two villages are merged into a new one on a day, or an old one is split into two new ones. */
    static Story withSuccession(long seed, ZoneId zone, boolean isMerged) {
        RandomYear year = new RandomYear(seed, zone, "VILLAGE", WITH_SUCCESSION);
        year.live();
        Story story = year.story();
        List<SampleCommand> commands = new ArrayList<>(story.commands());
        year.thread = commands;
        List<String> two = WITH_SUCCESSION.subList(0, 2);
        List<String> one = WITH_SUCCESSION.subList(2, 3);
        year.succeed(isMerged ? two : one, isMerged ? one : two);
        return new Story(story.year(), commands, story.known());
    }

    private void succeed(List<String> before, List<String> after) {
        LocalDateTime at =
                LocalDate.of(year, 1, 15).plusDays(random.nextInt(330)).atTime(hour());
        for (String unit : after) {
            put(ORG + "/units/" + unit + "/establishment", at, "kind", "VILLAGE", "name", "村");
        }
        for (String unit : before) {
            post(ORG + "/units/" + unit + "/closure", at, "reason", "并", "successors", after);
        }
    }

    private void live() {
        units();
        for (String one : villages) {
            village = one;
            teams.clear();
            members.clear();
            links.clear();
            organization();
            volunteers();
            readingRooms();
            activities();
            services();
            ledger();
            demonstrations();
            tickets();
            honours();
            chains();
            research();
            practices();
            orders();
            notices();
            vetoes();
        }
    }

    private Story story() {
        List<SampleCommand> commands = new ArrayList<>(setUp);
        List<List<SampleCommand>> left = new ArrayList<>();
        threads.stream().filter(one -> !one.isEmpty()).forEach(one -> left.add(new ArrayList<>(one)));
        while (!left.isEmpty()) {
            List<SampleCommand> one = left.get(random.nextInt(left.size()));
            commands.add(one.removeFirst());
            if (one.isEmpty()) {
                left.remove(one);
            }
        }
        return new Story(year, commands, setUp.size());
    }

    // ---- what happens

    private void units() {
        LocalDateTime start = LocalDate.of(year - 2, 1, 1).atStartOfDay();
        for (String county : List.of("C1", "C2")) {
            post(ORG + "/units", start, "unitId", county, "kind", "COUNTY", "name", "县");
            post(ORG + "/units", start, "unitId", "T" + county, "kind", "TOWNSHIP", "name", "乡", "parentId", county);
        }
        for (String one : villages) {
            LocalDateTime established = switch (random.nextInt(4)) {
                case 0 -> LocalDate.of(year, 1, 1).plusDays(random.nextInt(365)).atTime(hour());
                // The 28th to the 31st day before a document is due
                case 1 ->
                    (random.nextBoolean() ? LocalDate.of(year, 3, 31) : LocalDate.of(year, 12, 31))
                            .minusDays(27 + random.nextInt(4))
                            .atTime(hour());
                default ->
                    LocalDate.of(year - 2, 6, 1).plusDays(random.nextInt(500)).atTime(hour());
            };
            post(ORG + "/units", established, "unitId", one, "kind", kind, "name", "村", "parentId", above("C1"));
        }
        for (String county : List.of("C1", "C2")) {
            for (String campaign : CAMPAIGNS) {
                if (chance(70)) {
                    newThread();
                    window(county, "campaign", campaign);
                }
            }
            for (String further : FURTHER) {
                if (chance(40)) {
                    newThread();
                    window(county, "furtherCampaign", further);
                }
            }
        }
        for (String county : List.of("C1", "C2")) {
            times(3, i -> programme(county));
            for (String layer : LAYERS) {
                times(2, i -> calendar(county, year + i, layer));
            }
        }
        for (String one : villages) {
            newThread();
            if (chance(15)) {
                post(ORG + "/units/" + one + "/moves", moment(), "parentId", above(chance(50) ? "C2" : "C1"));
                post(ORG + "/units/" + one + "/moves", moment(), "parentId", above(chance(70) ? "C2" : "C1"));
            }
            newThread();
            if (chance(15)) {
                post(ORG + "/units/" + one + "/closure", moment(), "reason", "并");
            }
        }
    }

    /** A township stands in the county itself, other units in a township of it. */
    private String above(String county) {
        return kind.equals("TOWNSHIP") ? county : "T" + county;
    }

    private String level() {
        return kind.equals("TOWNSHIP") ? "TOWNSHIP" : "VILLAGE";
    }

    private void window(String county, String of, String campaign) {
        LocalDate from = LocalDate.of(year, 1, 1).plusDays(random.nextInt(330));
        String window = post(
                CAM + "/windows",
                moment(),
                "unitId",
                county,
                of,
                campaign,
                "name",
                "名",
                "year",
                chance(90) ? year : year - 1,
                "from",
                from,
                "to",
                from.plusDays(random.nextInt(90)),
                "theme",
                "题");
        String path = CAM + "/windows/{ref:" + window + "}";
        if (chance(15)) {
            post(path + "/withdrawal", moment(), "reason", "误");
        }
        if (chance(30)) {
            LocalDate moved = from.plusDays(random.nextInt(20));
            put(path, moment(), "from", moved, "to", moved.plusDays(random.nextInt(30)), "theme", "题");
        }
    }

    private void programme(String county) {
        newThread();
        String programme = post(ORG + "/programmes", approved(), programme(LocalDate.of(year - 1, 6, 1), county));
        String path = ORG + "/programmes/{ref:" + programme + "}";
        if (chance(20)) {
            put(path, approved(), programme(LocalDate.of(year, 1, 1), county));
        }
        if (chance(20)) {
            add(
                    "POST",
                    path + "/ending",
                    "lastDay",
                    LocalDate.of(year, 1, 1).plusDays(random.nextInt(400)),
                    "reason",
                    "止");
        }
        if (chance(10)) {
            withdraw(path);
        }
    }

    private void calendar(String county, int year, String layer) {
        newThread();
        String path = ORG + "/working-calendars/{ref:"
                + post(ORG + "/working-calendars", moment(), days(year, "unitId", county, "year", year, "layer", layer))
                + "}";
        if (chance(20)) {
            put(path, moment(), days(year));
        }
        if (chance(10)) {
            withdraw(path);
        }
    }

    /** Three stretches of holidays and six make-up days of a year, or of the December before it. */
    private Object[] days(int year, Object... fields) {
        LocalDate first = LocalDate.of(year - 1, 12, 1);
        TreeSet<String> holidays = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            LocalDate from = first.plusDays(random.nextInt(388));
            from.datesUntil(from.plusDays(1L + random.nextInt(8))).forEach(day -> holidays.add(day.toString()));
        }
        TreeSet<String> makeUpDays = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            makeUpDays.add(first.plusDays(random.nextInt(395)).toString());
        }
        makeUpDays.removeAll(holidays);
        List<Object> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("holidays", List.copyOf(holidays), "makeUpDays", List.copyOf(makeUpDays)));
        all.addAll(List.of("authority", "办", "documentNumber", "号"));
        return all.toArray();
    }

    private LocalDateTime approved() {
        return chance(70) ? LocalDate.of(year - 1, 5, 2).atTime(hour()) : moment();
    }

    private Object[] programme(LocalDate earliest, String county) {
        LocalDate from = earliest.plusDays(random.nextInt(300));
        return new Object[] {
            "unitId",
            county,
            "title",
            "创",
            "level",
            "COUNTY",
            "authority",
            "科协",
            "approvalNumber",
            "号",
            "from",
            from,
            "to",
            from.plusDays(random.nextInt(600))
        };
    }

    private void honours() {
        times(4, i -> {
            newThread();
            String title = post(ORG + "/titles", moment(), title());
            amended(ORG + "/titles/{ref:" + title + "}", this::title);
        });
        times(3, i -> {
            newThread();
            String found = post(ORG + "/village-classifications", moment(), classification(i));
            amended(ORG + "/village-classifications/{ref:" + found + "}", () -> classification(i));
        });
    }

    /** Of few orders and deeds; some are about a person, some are never issued and some are taken back. */
    private void notices() {
        times(4, i -> {
            newThread();
            boolean isCommendation = chance(50);
            int which = random.nextInt(3);
            List<Object> fields = new ArrayList<>(List.of("kind", isCommendation ? "COMMENDATION" : "CRITICISM"));
            if (chance(10)) {
                fields.addAll(List.of("personId", "p-1"));
            } else if (isCommendation) {
                // The titles of a deed name the same track
                fields.addAll(List.of("track", which % 2 == 0 ? "PARTY" : "SCIENCE", "deed", "事迹" + which));
            } else if (chance(70)) {
                fields.addAll(List.of("track", chance(50) ? "PARTY" : "SCIENCE", "orderId", "令" + which));
            }
            String path = issued(chance(50) ? "TC1" : "C1", fields);
            if (chance(25)) {
                List<Object> withdrawal = List.of("kind", "WITHDRAWAL", "withdrawsNoticeId", path);
                issued("C1", new ArrayList<>(withdrawal));
            }
        });
    }

    /** @return the notice, as others name it */
    private String issued(String issuer, List<Object> fields) {
        fields.addAll(List.of("unitId", village, "issuerId", issuer));
        String notice = "{ref:" + post(ASM + "/notices", moment(), fields.toArray()) + "}";
        if (chance(90)) {
            post(ASM + "/notices/" + notice + "/issue", moment());
        }
        return notice;
    }

    private void vetoes() {
        if (chance(60)) {
            newThread();
            int vetoed = chance(80) ? year : year - 1;
            String path =
                    ASM + "/vetoes/{ref:" + post(ASM + "/vetoes", moment(), "unitId", village, "year", vetoed) + "}";
            times(2, i -> post(path + "/approval", moment()));
            if (chance(30)) {
                withdraw(path);
            }
        }
    }

    /** Found to be false; of one record several people may find it, and some are wrong. */
    private void falsified(String record) {
        while (chance(15)) {
            String finding = post(ASM + "/false-records", moment(), "recordEventId", "{ref:" + record + "}");
            String path = ASM + "/false-records/{ref:" + finding + "}";
            if (chance(80)) {
                post(path + "/confirmation", moment());
            }
            if (chance(20)) {
                withdraw(path);
            }
        }
    }

    /** One of few deeds, which names its track; or none. */
    private Object[] title() {
        List<Object> fields = new ArrayList<>(List.of("unitId", village, "title", "称", "level", any(LEVELS)));
        fields.addAll(List.of("authority", "县", "documentNumber", "号"));
        int deed = random.nextInt(5);
        if (deed < 4) {
            fields.addAll(List.of("track", deed % 2 == 0 ? "PARTY" : "SCIENCE"));
        }
        if (deed < 3) {
            fields.addAll(List.of("deed", "事迹" + deed));
        }
        return fields.toArray();
    }

    /** No two of a village from the same day on. */
    private Object[] classification(int which) {
        List<String> classes = new ArrayList<>();
        for (String one : CLASSES) {
            if (chance(40)) {
                classes.add(one);
            }
        }
        LocalDate from = LocalDate.of(year - 1, 6, 1).plusDays(3L * random.nextInt(200) + which);
        return new Object[] {"unitId", village, "villageClasses", List.copyOf(classes), "validFrom", from};
    }

    private void ledger() {
        times(8, i -> {
            newThread();
            String entry = post(ORG + "/funding-entries", moment(), entry());
            amended(ORG + "/funding-entries/{ref:" + entry + "}", this::entry);
        });
    }

    private Object[] entry() {
        return new Object[] {
            "unitId",
            village,
            "stage",
            chance(70) ? "SPENT" : chance(50) ? "RECEIVED" : "BUDGETED",
            "purpose",
            "OTHER",
            "source",
            "OTHER",
            "title",
            "支",
            "amountFen",
            1 + random.nextInt(30_000),
            "voucherNumber",
            "证"
        };
    }

    /** Titles of the village itself and of few households, so that some have several. */
    private void demonstrations() {
        times(12, i -> {
            newThread();
            LocalDateTime applied = chance(50) ? LocalDate.of(year - 1, 5, 1).atTime(hour()) : moment();
            List<Object> fields = new ArrayList<>(List.of("unitId", village, "programmeId", "any", "evidence", "表"));
            boolean household = chance(80);
            fields.addAll(List.of("level", household ? "HOUSEHOLD" : level()));
            if (household) {
                fields.addAll(List.of("householdNumber", "H-" + random.nextInt(7)));
            }
            String path =
                    ORG + "/demonstrations/{ref:" + post(ORG + "/demonstrations", applied, fields.toArray()) + "}";
            post(path + "/review", applied, "verdict", "RECOMMENDED", "comment", "好");
            if (chance(85)) {
                LocalDateTime awarded = after(applied);
                title(path + "/award", awarded);
                LocalDateTime renewed = after(awarded);
                if (chance(30)) {
                    title(path + "/renewal", renewed);
                }
                if (chance(20)) {
                    post(path + "/revocation", after(renewed), "reason", "撤");
                }
            }
            if (chance(10)) {
                withdraw(path);
            }
        });
    }

    /** Often until the last day of the year, or a day before or after it. */
    private void title(String path, LocalDateTime at) {
        LocalDate until = chance(30)
                ? LocalDate.of(year, 12, 30).plusDays(random.nextInt(3))
                : at.toLocalDate().plusDays(random.nextInt(700));
        post(
                path,
                at,
                "documentNumber",
                "号",
                "validUntil",
                until.isBefore(at.toLocalDate()) ? at.toLocalDate() : until);
    }

    private void organization() {
        newThread();
        times(3, i -> post(ORG + "/units/" + village + "/resident-counts", moment(), "residents", random.nextInt(900)));
        newThread();
        times(3, i -> {
            TreeSet<String> kinds = new TreeSet<>();
            times(5, j -> kinds.add(any(VENUES)));
            post(ORG + "/units/" + village + "/venue-kinds", moment(), "venueKinds", List.copyOf(kinds));
        });
        times(3, i -> {
            newThread();
            LocalDateTime formed = moment();
            String group =
                    post(ORG + "/leading-groups", formed, with("unitId", village, "name", "组", "until", chance(30)));
            String path = ORG + "/leading-groups/{ref:" + group + "}";
            times(5, j -> {
                LocalDateTime assigned = chance(60) ? formed : moment();
                String part = post(
                        path + "/members",
                        assigned,
                        "personId",
                        "person " + random.nextInt(4),
                        "role",
                        chance(50) ? "LEADER" : "STAFF",
                        "duty",
                        "责");
                if (chance(30)) {
                    post(path + "/members/{ref:" + part + "#item}/release", after(assigned));
                }
            });
            if (chance(20)) {
                post(path + "/dissolution", after(formed), "reason", "散");
            }
        });
        times(2, i -> {
            newThread();
            String station = post(ORG + "/stations", moment(), "unitId", village, "venue", "所");
            for (LocalDateTime at : moments(random.nextInt(6))) {
                post(
                        ORG + "/stations/{ref:" + station + "}/" + (chance(50) ? "openings" : "closures"),
                        at,
                        "reason",
                        "修");
            }
        });
        thread = setUp;
        String board =
                post(ORG + "/boards", LocalDate.of(year - 1, 1, 1).atStartOfDay(), "unitId", village, "place", "口");
        times(14, i -> {
            newThread();
            String update = post(ORG + "/boards/{ref:" + board + "}/updates", moment(), "title", "新");
            amended(ORG + "/board-updates/{ref:" + update + "}", () -> new Object[] {"title", "正"});
        });
        newThread();
        times(4, i -> {
            LocalDateTime from = moment();
            String appointment = post(
                    ORG + "/officer-posts/" + village + "/appointments",
                    from,
                    with("personId", "officer " + i, "reason", "任", "until", chance(30)));
            if (chance(60)) {
                // Often on the very same day, or about when a month is over.
                LocalDateTime left = switch (random.nextInt(3)) {
                    case 0 -> from.toLocalDate().atTime(23, 59);
                    case 1 -> from.plusDays(29 + random.nextInt(3));
                    default -> from.plusDays(random.nextInt(200));
                };
                String path =
                        ORG + "/officer-posts/" + village + "/appointments/{ref:" + appointment + "#item}/departure";
                post(path, left.isAfter(from) ? left : from.plusMinutes(1), "reason", "走");
            }
        });
        times(5, i -> {
            newThread();
            String document = post(ORG + "/documents", moment(), document());
            amended(ORG + "/documents/{ref:" + document + "}", this::document);
        });
    }

    private Object[] document() {
        String kind = chance(45) ? "PLAN" : chance(80) ? "SUMMARY" : "RULES";
        return new Object[] {
            "unitId", village, "kind", kind, "year", chance(80) ? year : year - 1 + 2 * random.nextInt(2), "title", "文"
        };
    }

    private void volunteers() {
        int count = 1 + random.nextInt(3);
        List<List<SampleCommand>> ofTeams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            thread = setUp;
            LocalDateTime formed = LocalDate.of(year - 2, 1, 2).atStartOfDay();
            teams.add(post(VOL + "/teams", formed, "unitId", village, "name", "队"));
            newThread();
            ofTeams.add(thread);
        }
        // Few people and targets, so that many have several memberships and links.
        times(16, i -> {
            int which = random.nextInt(count);
            thread = ofTeams.get(which);
            membership(teams.get(which));
        });
        times(30, i -> {
            if (links.isEmpty()) {
                return;
            }
            newThread();
            String visit = post(
                    VOL + "/visits", moment(), "teamId", "{ref:" + any(teams) + "}", "linkId", anyLink(), "note", "看");
            String path = VOL + "/visits/{ref:" + visit + "}";
            judged(path);
            if (chance(25)) {
                put(path, moment(), "linkId", anyLink(), "note", "改");
                judged(path);
            }
            if (chance(10)) {
                withdraw(path);
            }
        });
        times(6, i -> {
            newThread();
            String training = post(VOL + "/trainings", moment(), training());
            amended(VOL + "/trainings/{ref:" + training + "}", this::training);
            falsified(training);
        });
    }

    private void services() {
        times(50, i -> {
            if (members.isEmpty()) {
                return;
            }
            newThread();
            String service = post(VOL + "/service-records", moment(), service());
            String path = VOL + "/service-records/{ref:" + service + "}";
            judged(path);
            if (chance(25)) {
                judged(path);
            }
            if (chance(15)) {
                put(path, moment(), service());
                judged(path);
            }
            if (chance(10)) {
                withdraw(path);
            }
        });
    }

    /** Some of more than eight hours. */
    private Object[] service() {
        return new Object[] {
            "teamId",
            "{ref:" + any(teams) + "}",
            "membershipId",
            "{ref:" + any(members) + "#item}",
            "minutes",
            1 + random.nextInt(600),
            "placeKind",
            "FIELD",
            "task",
            "修",
            "paid",
            chance(10)
        };
    }

    private void membership(String team) {
        List<LocalDateTime> at = moments(4);
        String members = VOL + "/teams/{ref:" + team + "}/members";
        // Mostly members of long standing
        LocalDateTime enlisted = chance(60) ? LocalDate.of(year - 1, 6, 1).atTime(hour()) : at.getFirst();
        String member = post(members, enlisted, "volunteerId", "person " + random.nextInt(9), "name", "某");
        this.members.add(member);
        String path = members + "/{ref:" + member + "#item}";
        if (chance(30)) {
            post(path + "/suspension", at.get(1), "reason", "缺");
            if (chance(70)) {
                post(path + "/reinstatement", at.get(2));
            }
        }
        times(3, i -> {
            String target = "target " + random.nextInt(4);
            LocalDateTime started = chance(60) ? enlisted : moment();
            String link = post(
                    VOL + "/teams/{ref:" + team + "}/links",
                    started,
                    "membershipId",
                    "{ref:" + member + "#item}",
                    "targetId",
                    target);
            links.add(link);
            if (chance(30)) {
                String end = VOL + "/teams/{ref:" + team + "}/links/{ref:" + link + "#item}/end";
                post(end, after(started), "reason", "停");
            }
        });
        if (chance(30)) {
            post(path + "/departure", at.get(3), "reason", "走");
        }
    }

    private String anyLink() {
        return "{ref:" + any(links) + "#item}";
    }

    private void judged(String path) {
        if (chance(70)) {
            post(path + "/verification", moment(), "evidence", "话");
        }
        if (chance(15)) {
            post(path + "/rejection", moment(), "reason", "无");
        }
    }

    private Object[] training() {
        TreeSet<String> attendees = new TreeSet<>();
        for (String member : members) {
            if (chance(50)) {
                attendees.add("{ref:" + member + "#item}");
            }
        }
        return new Object[] {
            "teamId",
            "{ref:" + any(teams) + "}",
            "kind",
            any(KINDS),
            "topic",
            "题",
            "minutes",
            60,
            "attendees",
            List.copyOf(attendees)
        };
    }

    private void readingRooms() {
        times(2, i -> {
            newThread();
            LocalDateTime since = chance(70) ? LocalDate.of(year - 1, 3, 1).atStartOfDay() : moment();
            String room = post(ROOMS, since, "unitId", village, "level", level(), "name", "屋");
            String path = ROOMS + "/{ref:" + room + "}";
            if (chance(50)) {
                put(path + "/calendars/" + year, moment(), "exemptWeeks", List.of(1 + random.nextInt(weeks()), 20, 30));
            }
            desk(room);
            LocalDate monday = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            for (; monday.isBefore(LocalDate.of(year + 1, 1, 10)); monday = monday.plusDays(7)) {
                int days = chance(30) ? random.nextInt(8) : 0;
                for (int day = 0; day < days; day++) {
                    LocalDate date = monday.plusDays(day);
                    if (!date.isBefore(since.toLocalDate())) {
                        roomDay(path, date);
                    }
                }
            }
            if (chance(50)) {
                put(path + "/calendars/" + year, moment(), "exemptWeeks", List.of(1 + random.nextInt(weeks())));
            }
            stock(room);
            usage(room);
            loans(room);
            inspections(room);
            if (chance(20)) {
                post(path + "/retirement", after(since), "reason", "撤");
            }
        });
    }

    private int weeks() {
        return Math.toIntExact(IsoFields.WEEK_OF_WEEK_BASED_YEAR
                .rangeRefinedBy(LocalDate.of(year, 1, 4))
                .getMaximum());
    }

    /** After the room that it is about, and in few months, so that some have three sessions. */
    private void desk(String room) {
        times(12, i -> {
            LocalDateTime asked = moment();
            String consultation = post(DESK + "/consultations", asked, consultation(room));
            String path = DESK + "/consultations/{ref:" + consultation + "}";
            if (chance(60)) {
                post(path + "/answer", soonAfter(asked, 5), "answer", "答");
            }
            if (chance(10)) {
                post(path + "/transfer", soonAfter(asked, 5), "destination", "TOWNSHIP", "note", "转");
            }
            if (chance(10)) {
                post(path + "/merger", soonAfter(asked, 5), "intoConsultationId", "first", "note", "并");
            }
            amended(path, () -> consultation(room));
        });
        times(20, i -> {
            String session = post(DESK + "/distance-sessions", evening(), session(room));
            String path = DESK + "/distance-sessions/{ref:" + session + "}";
            if (chance(20)) {
                put(path, evening(), session(room));
            }
            if (chance(10)) {
                withdraw(path);
            }
        });
    }

    /** Of few titles, so that many come again and some are missing. */
    private void stock(String room) {
        times(6, i -> {
            String delivery = post(READING + "/deliveries", moment(), delivery(room));
            amended(READING + "/deliveries/{ref:" + delivery + "}", () -> delivery(room));
        });
        times(3, i -> {
            String taken = post(READING + "/stock-takes", moment(), stockTake(room));
            amended(READING + "/stock-takes/{ref:" + taken + "}", () -> stockTake(room));
        });
    }

    /** Of few readers on few days, so that many come twice; some batches are sent again. */
    private void usage(String room) {
        times(12, i -> {
            LocalDate first = moment().toLocalDate();
            List<Map<String, Object>> records = new ArrayList<>();
            times(25, j -> {
                Map<String, Object> use = new LinkedHashMap<>();
                use.put("recordId", "u" + random.nextInt(200));
                use.put("roomId", "{ref:" + room + "}");
                use.put("date", first.plusDays(random.nextInt(3)).toString());
                use.put("kind", chance(40) ? "READ" : chance(50) ? "VISIT" : "DOWNLOAD");
                if (chance(80)) {
                    use.put("readerId", "reader" + random.nextInt(60));
                }
                records.add(use);
            });
            String source = chance(70) ? "ROOM" : "DIGITAL_LIBRARY";
            times(2, j -> add("POST", READING + "/usage", "source", source, "records", records));
            if (chance(15) && !records.isEmpty()) {
                String day = records.getFirst().get("date") + ":" + source;
                add("POST", READING + "/usage-days/{ref:" + room + "}:" + day + "/withdrawal", "reason", "错");
            }
        });
    }

    /** Some of the room, some of the unit itself. */
    private void inspections(String room) {
        times(4, i -> {
            Object[] result = inspection();
            List<Object> fields = new ArrayList<>(List.of("unitId", village));
            if (chance(80)) {
                fields.addAll(List.of("roomId", "{ref:" + room + "}"));
            }
            fields.addAll(List.of(result));
            String inspection = post(INSPECTIONS, moment(), fields.toArray());
            amended(INSPECTIONS + "/{ref:" + inspection + "}", this::inspection);
        });
    }

    private Object[] inspection() {
        return new Object[] {
            "items",
            List.of(
                    Map.of("code", "OPENING", "points", random.nextInt(61)),
                    Map.of("code", "STOCK", "points", random.nextInt(41)))
        };
    }

    private LocalDateTime evening() {
        return chance(70)
                ? LocalDate.of(year, 2 + random.nextInt(5), 1 + random.nextInt(28))
                        .atTime(hour())
                : moment();
    }

    private static Object[] consultation(String room) {
        return new Object[] {"roomId", "{ref:" + room + "}", "kind", "POLICY", "question", "问"};
    }

    private static Object[] session(String room) {
        return new Object[] {
            "roomId", "{ref:" + room + "}", "kind", "TECHNIQUE", "topic", "题", "minutes", 60, "participants", 9
        };
    }

    private void loans(String room) {
        times(6, i -> {
            String loan = post(READING + "/loans", moment(), loan(room));
            amended(READING + "/loans/{ref:" + loan + "}", () -> loan(room));
        });
    }

    private Object[] loan(String room) {
        return new Object[] {
            "roomId", "{ref:" + room + "}", "readerId", "reader" + random.nextInt(70), "resourceId", "isbn-1"
        };
    }

    private Object[] delivery(String room) {
        List<Map<String, Object>> lines = new ArrayList<>();
        times(8, i -> {
            int number = random.nextInt(30);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "BOOK");
            line.put("title", chance(50) ? "《读本》" + number : "读本 " + number);
            if (number % 3 > 0) {
                line.put("isbn", isbn(number));
            }
            line.put("copies", 1 + random.nextInt(3));
            lines.add(line);
        });
        return new Object[] {"roomId", "{ref:" + room + "}", "origin", "OTHER", "lines", lines};
    }

    private Object[] stockTake(String room) {
        List<Map<String, Object>> losses = new ArrayList<>();
        times(
                6,
                i -> losses.add(Map.of(
                        "resourceId",
                        "isbn-" + isbn(random.nextInt(30)),
                        "found",
                        chance(80) ? 0 : 1,
                        "reason",
                        "LOST")));
        return new Object[] {"roomId", "{ref:" + room + "}", "losses", losses};
    }

    private static String isbn(int number) {
        return "97871000000" + (10 + number);
    }

    private void roomDay(String path, LocalDate date) {
        add("POST", path + "/days", "date", date, "sessions", sessions());
        if (chance(4)) {
            add("PUT", path + "/days/" + date, "closedReason", "停");
        }
        if (chance(4)) {
            add("PUT", path + "/days/" + date, "sessions", sessions());
        }
        if (chance(4)) {
            add("POST", path + "/days/" + date + "/withdrawal", "reason", "错");
            if (chance(50)) {
                add("POST", path + "/days", "date", date, "sessions", sessions());
            }
        }
    }

    private List<Map<String, Object>> sessions() {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(CommandScript.session("20:00", "23:59"));
            case 1 -> List.of(CommandScript.session("20:00", "24:00"));
            case 2 -> List.of(CommandScript.session("08:00", "10:00"), CommandScript.session("22:00", "24:00"));
            default -> List.of(CommandScript.session("09:00", "13:00"));
        };
    }

    private void activities() {
        times(15, i -> {
            newThread();
            LocalDateTime held = moment();
            String activity = post(CAM + "/activities", held, activity());
            times(2, j -> archive(activity, held));
            amended(CAM + "/activities/{ref:" + activity + "}", this::activity);
            falsified(activity);
        });
    }

    /** Often about when ten working days are over, now and then before the activity. */
    private void archive(String activity, LocalDateTime held) {
        LocalDateTime filed = switch (random.nextInt(8)) {
            case 0 -> moment();
            case 1, 2, 3 -> held.toLocalDate().plusDays(11 + random.nextInt(5)).atTime(hour());
            default -> held.toLocalDate().plusDays(random.nextInt(20)).atTime(hour());
        };
        List<Object> about = new ArrayList<>(List.of("unitId", village, "subject"));
        about.addAll(List.of(chance(90) ? "ACTIVITY" : "TRAINING", "subjectId", "{ref:" + activity + "}"));
        about.addAll(List.of(archiveEntry()));
        String entry = post(CAM + "/archive-entries", filed, about.toArray());
        amended(CAM + "/archive-entries/{ref:" + entry + "}", this::archiveEntry);
    }

    private Object[] archiveEntry() {
        return new Object[] {"kind", any(ARCHIVES), "title", "案", "retention", "YEARS_10", "pages", 1};
    }

    private Object[] activity() {
        List<Object> fields = new ArrayList<>(
                List.of("unitId", village, "title", "活", "venueKind", any(VENUES), "participants", random.nextInt(90)));
        if (chance(60)) {
            boolean isOfThree = chance(70);
            fields.add(isOfThree ? "campaign" : "furtherCampaign");
            fields.add(any(isOfThree ? CAMPAIGNS : FURTHER));
        }
        return fields.toArray();
    }

    private void tickets() {
        times(14, i -> {
            newThread();
            LocalDateTime raised = moment();
            String ticket = post(VOL + "/tickets", raised, ticket());
            String path = VOL + "/tickets/{ref:" + ticket + "}";
            if (chance(50)) {
                post(path + "/assignment", after(raised), "assigneeId", "person 1", "note", "");
            }
            LocalDateTime resolved = soonAfter(raised);
            if (chance(70)) {
                post(path + "/resolution", resolved, "solution", "办");
                if (chance(30)) {
                    LocalDateTime reopened = soonAfter(resolved);
                    post(path + "/reopening", reopened, "reason", "未");
                    if (chance(60)) {
                        post(path + "/resolution", soonAfter(reopened), "solution", "办");
                    }
                }
            }
            if (chance(10)) {
                post(path + "/transfer", soonAfter(raised), "destination", "TOWNSHIP", "note", "转");
            }
            if (chance(10)) {
                post(path + "/merger", soonAfter(raised), "intoTicketId", "first", "note", "并");
            }
            amended(path, this::ticket);
        });
    }

    private Object[] ticket() {
        return new Object[] {"unitId", village, "kind", "POLICY", "title", "题", "details", ""};
    }

    /** Evidence about when the deadline passes, some of it returned or not good enough, some after an extension. */
    private void orders() {
        times(4, i -> {
            newThread();
            LocalDateTime issued = moment();
            LocalDate deadline = issued.toLocalDate().plusDays(4L + random.nextInt(30));
            String order = post(ORDERS, issued, "unitId", village, "matter", "改", "deadline", deadline);
            String path = ORDERS + "/{ref:" + order + "}";
            LocalDateTime at = after(issued, 3);
            post(path + "/acknowledgement", at);
            post(path + "/plan", at, "plan", "案");
            if (chance(25)) {
                deadline = deadline.plusDays(1L + random.nextInt(14));
                at = after(at, 30);
                post(path + "/extension-request", at, "deadline", deadline, "reason", "雨");
                post(path + "/extension", at);
            }
            boolean goesOn = chance(85);
            while (goesOn) {
                LocalDateTime early =
                        deadline.minusDays(3).plusDays(random.nextInt(20)).atTime(hour());
                at = chance(60) && early.isAfter(at) ? early : after(at, 15);
                post(path + "/evidence", at, "evidence", "据");
                at = after(at, 12);
                if (chance(25)) {
                    post(path + "/return", at, "reason", "缺");
                } else if (chance(85)) {
                    post(path + "/acceptance", at);
                    at = after(at, 12);
                    if (chance(80)) {
                        boolean passed = chance(70);
                        post(path + "/reinspection", at, "passed", passed, "comment", "看");
                        goesOn = !passed;
                    } else {
                        goesOn = false;
                    }
                } else {
                    goesOn = false;
                }
                goesOn &= chance(80);
            }
            if (chance(8)) {
                post(path + "/cancellation", after(at, 20), "reason", "误");
            }
        });
    }

    /** Later, by so many days at most. */
    private LocalDateTime after(LocalDateTime moment, int days) {
        LocalDateTime later =
                moment.toLocalDate().plusDays(random.nextInt(days + 1)).atTime(hour());
        return later.isAfter(moment) ? later : moment.plusMinutes(1);
    }

    /** Steps in any order of time, some missing, some corrected or withdrawn and perhaps taken anew. */
    private void chains() {
        times(7, i -> {
            newThread();
            LocalDateTime around = moment();
            List<String> steps = new ArrayList<>(List.of(STEPS));
            Collections.shuffle(steps, random);
            String chain = post(CAM + "/chains", around, step(steps.removeFirst(), "unitId", village));
            String path = CAM + "/chains/{ref:" + chain + "}/steps";
            for (String step : steps) {
                if (chance(90)) {
                    post(path, soonAfter(around), step(step));
                    if (chance(15)) {
                        put(path + "/" + step, moment(), "title", "步");
                    }
                    if (chance(12)) {
                        withdraw(path + "/" + step);
                        if (chance(50)) {
                            post(path, moment(), step(step));
                        }
                    }
                }
            }
        });
    }

    private static Object[] step(String step, Object... more) {
        List<Object> fields = new ArrayList<>(List.of(more));
        fields.addAll(List.of("step", step, "title", "步"));
        return fields.toArray();
    }

    private void research() {
        times(3, i -> {
            newThread();
            String research = post(CAM + "/research-projects", moment(), project());
            String path = CAM + "/research-projects/{ref:" + research + "}";
            for (String stage : STAGES) {
                if (chance(25)) {
                    break;
                }
                post(path + "/stages", moment(), "stage", stage, "result", "成");
                if (chance(15)) {
                    withdraw(path + "/stages");
                    if (chance(50)) {
                        break;
                    }
                    post(path + "/stages", moment(), "stage", stage, "result", "成");
                }
            }
            amended(path, this::project);
        });
    }

    private Object[] project() {
        return new Object[] {"unitId", village, "theme", "OTHER", "title", "题"};
    }

    private void practices() {
        times(4, i -> {
            newThread();
            String practice = post(CAM + "/practices", moment(), nomination());
            String path = CAM + "/practices/{ref:" + practice + "}";
            if (chance(70)) {
                post(path + "/publication", moment());
                if (chance(25)) {
                    withdraw(path + "/publication");
                    if (chance(50)) {
                        post(path + "/publication", moment());
                    }
                }
            }
            amended(path, this::nomination);
        });
    }

    private Object[] nomination() {
        return new Object[] {"unitId", village, "kind", "GOOD_PRACTICE", "title", "题", "story", "事"};
    }

    /** Often about when fifteen working days are over, with holidays between them or none. */
    private LocalDateTime soonAfter(LocalDateTime moment) {
        return soonAfter(moment, 15);
    }

    /** Often about when so many working days are over, with holidays between them or none. */
    private LocalDateTime soonAfter(LocalDateTime moment, int workingDays) {
        int days = chance(60) ? workingDays * 6 / 5 + random.nextInt(12) : random.nextInt(40);
        LocalDateTime later = moment.toLocalDate().plusDays(days).atTime(hour());
        return later.isAfter(moment) ? later : moment.plusMinutes(1);
    }

    /** Sometimes corrected, sometimes withdrawn, once for good. */
    private void amended(String path, java.util.function.Supplier<Object[]> restated) {
        while (chance(20)) {
            put(path, moment(), restated.get());
        }
        if (chance(10)) {
            withdraw(path);
        }
    }

    // ---- how it is written down

    private void newThread() {
        thread = new ArrayList<>();
        threads.add(thread);
    }

    private void withdraw(String path) {
        add("POST", path + "/withdrawal", "reason", "误");
    }

    /** The fields, and an end of the term if {@code until} is followed by true. */
    private Object[] with(Object... fields) {
        List<Object> kept = new ArrayList<>(List.of(fields));
        boolean until = (Boolean) kept.removeLast();
        kept.removeLast();
        if (until) {
            kept.add("until");
            kept.add(instant(moment()));
        }
        return kept.toArray();
    }

    private String post(String path, LocalDateTime at, Object... fields) {
        return addAt("POST", path, at, fields);
    }

    private void put(String path, LocalDateTime at, Object... fields) {
        addAt("PUT", path, at, fields);
    }

    private String addAt(String method, String path, LocalDateTime at, Object... fields) {
        Object[] all = new Object[fields.length + 2];
        all[0] = "occurredAt";
        all[1] = instant(at);
        System.arraycopy(fields, 0, all, 2, fields.length);
        return add(method, path, all);
    }

    private String add(String method, String path, Object... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1] instanceof LocalDate date ? date.toString() : fields[i + 1]);
        }
        String ref = "c" + refs++;
        thread.add(new SampleCommand(ref, village, method, path, body, ref, Sender.RECORDER, null));
        return ref;
    }

    private String instant(LocalDateTime at) {
        return at.atZone(zone).toOffsetDateTime().toString();
    }

    private LocalTime hour() {
        return HOURS[random.nextInt(HOURS.length)];
    }

    /** From autumn before the year to February after it. */
    private LocalDateTime moment() {
        return LocalDate.of(year - 1, 10, 1).plusDays(random.nextInt(510)).atTime(hour());
    }

    /** Later, often on the same day. */
    private LocalDateTime after(LocalDateTime moment) {
        LocalDateTime later = moment.toLocalDate()
                .plusDays(chance(20) ? 0 : random.nextInt(250))
                .atTime(hour());
        return later.isAfter(moment) ? later : moment.plusMinutes(1);
    }

    /** So many different ones, oldest first. */
    private List<LocalDateTime> moments(int count) {
        TreeSet<LocalDateTime> moments = new TreeSet<>();
        while (moments.size() < count) {
            moments.add(moment());
        }
        return List.copyOf(moments);
    }

    private void times(int most, java.util.function.IntConsumer action) {
        int times = random.nextInt(most + 1);
        for (int i = 0; i < times; i++) {
            action.accept(i);
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
