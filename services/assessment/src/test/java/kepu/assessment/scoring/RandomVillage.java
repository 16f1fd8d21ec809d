package kepu.assessment.scoring;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.Scorer;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.jspecify.annotations.Nullable;

/** Villages with an eventful, partly contradictory and belatedly told life; the same seed tells the same story. */
public final class RandomVillage {
    public static final String UNIT = "530102001077";

    private final Random random;
    private final Village village;

    private RandomVillage(long seed, String mark) {
        random = new Random(seed);
        village = Village.marked(UNIT, mark);
    }

    public static Village of(long seed, String mark) {
        RandomVillage story = new RandomVillage(seed, mark);
        story.unit();
        story.organization();
        story.volunteers();
        story.readingRooms();
        story.campaigns();
        story.ledger();
        story.demonstrations();
        story.tickets();
        story.consultations();
        story.distanceSessions();
        story.chains();
        story.research();
        story.practices();
        story.orders();
        story.supervision();
        story.inspections();
        story.titles();
        story.stock();
        story.readers();
        story.classes();
        story.calendars();
        story.duplicates();
        return story.village;
    }

    /** What is told of such a life, but for one kind of event. */
    public static List<Envelope<?>> factsWithout(Class<? extends UnitEvent> left, long seed) {
        return RandomVillage.of(seed, "").facts().stream()
                .<Envelope<?>>filter(fact -> !left.isInstance(fact.data()))
                .toList();
    }

    /** Its canonical card of 2026, as of a day and with all that is known; empty where there is none. */
    public static Optional<String> canonicalCard(LocalDate asOf, List<Envelope<?>> facts) {
        return Scorer.score(
                        Village.SCHEME, UNIT, 2026, Village.ZONE, asOf, Instant.parse("2028-06-01T00:00:00Z"), facts)
                .map(card -> new String(CanonicalCard.of(card), StandardCharsets.UTF_8));
    }

    private void unit() {
        village.established(chance(80) ? "2018-03-01" : moment());
        if (chance(10)) {
            village.closed(moment());
        }
        times(3, i -> village.residents(moment(), random.nextInt(2000)));
        times(3, i -> village.venueKinds(moment(), some(VenueKind.values()).toArray(VenueKind[]::new)));
    }

    private void organization() {
        times(3, group -> {
            village.group("g" + group, moment(), chance(30) ? moment() : null);
            times(5, part -> {
                String id = group + "/" + part;
                String person = "person " + random.nextInt(4);
                village.part("g" + group, id, person, chance(50) ? Role.LEADER : Role.STAFF, moment());
                if (chance(30)) {
                    village.released("g" + group, id, moment());
                }
            });
            if (chance(20)) {
                village.dissolved("g" + group, moment());
            }
        });
        times(5, i -> {
            DocumentEvent.Kind kind = any(DocumentEvent.Kind.values());
            village.filed("d" + i, kind, 2025 + random.nextInt(2), moment());
            amend(() -> village.refiled("d" + i, kind, 2026, moment()), () -> village.unfiled("d" + i, moment()));
        });
        times(
                3,
                i -> times(4, j -> {
                    village.stationOpened("s" + i, moment());
                    village.stationClosed("s" + i, moment());
                }));
        times(12, i -> {
            village.boardUpdated("u" + i, moment());
            amend(() -> village.boardCorrected("u" + i, moment()), () -> village.boardWithdrawn("u" + i, moment()));
        });
        times(4, i -> {
            village.officer("o" + i, moment(), chance(40) ? moment() : null);
            if (chance(40)) {
                village.officerLeft("o" + i, moment());
            }
        });
    }

    private void volunteers() {
        times(15, i -> {
            village.member("m" + i, "volunteer " + random.nextInt(10), moment());
            if (chance(30)) {
                village.suspended("m" + i, moment()).reinstated("m" + i, moment());
            }
            if (chance(30)) {
                village.left("m" + i, moment());
            }
        });
        times(20, i -> {
            String member = "m" + random.nextInt(15);
            village.link("l" + i, member, "target " + random.nextInt(6), moment());
            if (chance(30)) {
                village.linkEnded("l" + i, member, moment());
            }
        });
        times(40, i -> {
            village.visit("v" + i, "l" + random.nextInt(22), moment());
            evaluate("v" + i);
            amend(
                    () -> village.visitCorrected("v" + i, "l" + random.nextInt(22), moment()),
                    () -> village.visitWithdrawn("v" + i, moment()));
            evaluate("v" + i);
        });
        times(7, i -> {
            village.training("t" + i, any(TrainingEvent.Kind.values()), moment(), members());
            amend(
                    () -> village.trainingCorrected("t" + i, any(TrainingEvent.Kind.values()), moment(), members()),
                    () -> village.trainingWithdrawn("t" + i, moment()));
        });
        times(40, i -> {
            village.service("s" + i, "m" + random.nextInt(16), moment(), 1 + random.nextInt(480));
            judge("s" + i);
            amend(
                    () -> village.serviceCorrected(
                            "s" + i, "m" + random.nextInt(16), moment(), 1 + random.nextInt(480)),
                    () -> village.serviceWithdrawn("s" + i, moment()));
            judge("s" + i);
        });
    }

    private void evaluate(String visitId) {
        if (chance(60)) {
            village.verified(visitId, moment());
        }
        if (chance(20)) {
            village.rejected(visitId, moment());
        }
    }

    private void judge(String serviceId) {
        if (chance(20)) {
            village.serviceVerifiedOnce(serviceId, moment());
        }
        if (chance(60)) {
            village.serviceVerified(serviceId, moment());
        }
        if (chance(20)) {
            village.serviceRejected(serviceId, moment());
        }
    }

    private void readingRooms() {
        times(2, i -> village.room(i == 0 ? "room" : "other", moment()));
        times(3, i -> village.exempt("room", moment(), 2026, 1 + random.nextInt(53), 20, 30));
        int opening = random.nextInt(100);
        for (LocalDate date = LocalDate.of(2025, 12, 20);
                date.isBefore(LocalDate.of(2027, 1, 15));
                date = date.plusDays(1)) {
            if (chance(opening)) {
                String room = chance(80) ? "room" : "other";
                village.open(room, date.toString(), 200 + random.nextInt(100), date + "T18:00");
            }
            if (chance(5)) {
                village.shut(date.toString());
            }
            if (chance(3)) {
                village.dayWithdrawn(date.toString());
            }
        }
    }

    private void campaigns() {
        for (Campaign campaign : Campaign.values()) {
            times(3, i -> {
                LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(340));
                village.window(
                        campaign, 2026, from.toString(), from.plusDays(30).toString(), moment());
            });
        }
        for (String further : List.of("rural-reading", "safe-summer")) {
            times(2, i -> {
                LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(340));
                village.furtherWindow(
                        further, 2026, from.toString(), from.plusDays(30).toString(), moment());
            });
            times(3, i -> village.activityOfFurther(further + i, moment(), further));
            if (chance(20)) {
                village.windowWithdrawn(further, 2026, moment());
            }
        }
        times(25, i -> {
            village.activity("a" + i, moment(), campaign(), any(VenueKind.values()), random.nextInt(200));
            amend(
                    () -> village.activityCorrected("a" + i, moment(), campaign(), any(VenueKind.values()), 50),
                    () -> village.activityWithdrawn("a" + i, moment()));
        });
        times(20, i -> {
            String activity = "a" + random.nextInt(25);
            village.archived("e" + i, activity, moment());
            amend(
                    () -> village.archiveCorrected("e" + i, activity, moment()),
                    () -> village.archiveWithdrawn("e" + i, moment()));
        });
    }

    private void ledger() {
        times(8, i -> {
            village.funding("f" + i, any(Stage.values()), moment(), 1 + random.nextInt(100_000));
            amend(
                    () -> village.fundingCorrected("f" + i, any(Stage.values()), moment(), moment(), 5_000),
                    () -> village.fundingWithdrawn("f" + i, moment()));
        });
    }

    private void demonstrations() {
        times(2, i -> {
            village.programme("programme" + i, moment(), day(), day());
            amend(
                    () -> village.programmeCorrected("programme" + i, moment(), day(), day(), day()),
                    () -> village.programmeWithdrawn("programme" + i, moment(), day()));
        });
        times(3, i -> {
            village.villageTitle("village" + i, moment(), day());
            if (chance(40)) {
                village.villageTitleRenewed("village" + i, moment(), day());
            }
            if (chance(20)) {
                village.titleRevoked("village" + i, moment());
            }
        });
        times(9, i -> {
            village.householdTitle("household" + i, "H-" + random.nextInt(6), moment(), day());
            if (chance(10)) {
                village.titleWithdrawn("household" + i, moment());
            }
        });
    }

    private void supervision() {
        times(3, i -> {
            Track track = any(Track.values());
            village.commended("n" + i, moment(), any(Level.values()), track, "deed " + random.nextInt(2));
            village.criticised("c" + i, moment(), track, chance(50) ? "order" + random.nextInt(2) : null);
            if (chance(30)) {
                village.noticeTakenBack("w" + i, moment(), (chance(50) ? "n" : "c") + i);
            }
            if (chance(40)) {
                village.foundFalse("false" + i, moment(), TrainingHeld.class, "t" + i, 2026);
                if (chance(30)) {
                    village.findingWithdrawn("false" + i, moment(), TrainingHeld.class, "t" + i, 2026);
                }
            }
        });
        if (chance(10)) {
            village.vetoed("veto", moment(), 2025 + random.nextInt(2));
            if (chance(30)) {
                village.vetoWithdrawn("veto", moment(), 2026);
            }
        }
    }

    private String day() {
        return moment().substring(0, 10);
    }

    private void tickets() {
        times(15, i -> {
            village.ticket("k" + i, moment());
            step("k" + i);
            amend(
                    () -> village.ticketCorrected("k" + i, moment(), chance(50) ? moment() : null),
                    () -> village.ticketWithdrawn("k" + i, moment()));
            step("k" + i);
            step("k" + i);
        });
    }

    private void step(String ticketId) {
        switch (random.nextInt(10)) {
            case 0 -> village.ticketAssigned(ticketId, moment());
            case 1 -> village.ticketReplied(ticketId, moment());
            case 2 -> village.ticketReopened(ticketId, moment());
            case 3 -> village.ticketConfirmed(ticketId, moment());
            case 4 -> village.ticketTransferred(ticketId, moment());
            case 5 -> village.ticketMerged(ticketId, "k0", moment());
            default -> village.ticketResolved(ticketId, moment());
        }
    }

    private void consultations() {
        times(12, i -> {
            village.consultation("q" + i, moment());
            answer("q" + i);
            amend(
                    () -> village.consultationCorrected("q" + i, moment(), chance(50) ? moment() : null),
                    () -> village.consultationWithdrawn("q" + i, moment()));
            answer("q" + i);
        });
    }

    private void answer(String consultationId) {
        switch (random.nextInt(6)) {
            case 0 -> village.consultationTransferred(consultationId, moment());
            case 1 -> village.consultationMerged(consultationId, "q0", moment());
            default -> village.consultationAnswered(consultationId, moment());
        }
    }

    private void distanceSessions() {
        times(20, i -> {
            village.distanceSession("d" + i, moment());
            amend(
                    () -> village.distanceSessionCorrected("d" + i, moment()),
                    () -> village.distanceSessionWithdrawn("d" + i, moment()));
        });
    }

    private void inspections() {
        times(4, i -> {
            village.inspected("i" + i, random.nextInt(5) == 0 ? null : "room", random.nextInt(101), moment());
            amend(
                    () -> village.inspectionCorrected("i" + i, "room", random.nextInt(101), moment(), moment()),
                    () -> village.inspectionWithdrawn("i" + i, moment()));
        });
    }

    private void titles() {
        times(3, i -> {
            village.title("title" + i, moment(), any(Level.values()), any(Track.values()), "deed " + random.nextInt(2));
            if (chance(20)) {
                village.titleOfUnitWithdrawn("title" + i, moment());
            }
        });
    }

    private void stock() {
        times(6, i -> {
            int first = random.nextInt(40);
            village.delivered("delivery" + i, moment(), first, first + random.nextInt(20));
            amend(
                    () -> village.deliveryCorrected("delivery" + i, moment(), moment(), first, first + 3),
                    () -> village.deliveryWithdrawn("delivery" + i, moment()));
        });
        times(3, i -> {
            village.missing("stock-take" + i, moment(), "t" + random.nextInt(20), "t" + (20 + random.nextInt(40)));
            if (chance(20)) {
                village.stockTakeWithdrawn("stock-take" + i, moment());
            }
        });
    }

    private void readers() {
        times(12, i -> {
            village.lent("loan" + i, "reader " + random.nextInt(9), moment());
            if (chance(20)) {
                village.loanWithdrawn("loan" + i, moment());
            }
        });
        times(12, i -> {
            String date = day();
            village.used(date, "reader " + random.nextInt(9), "reader " + (9 + random.nextInt(9)));
            if (chance(20)) {
                village.usageWithdrawn(date);
            }
        });
    }

    private void classes() {
        times(2, i -> {
            village.classified("class" + i, day(), Set.of(any(VillageClass.values())));
            if (chance(30)) {
                village.classificationWithdrawn("class" + i, moment());
            }
        });
    }

    /** Of the county, not of the village. */
    private void calendars() {
        if (chance(30)) {
            village.calendar("calendar", 2026, Layer.NATION, "2026-10-01 2026-10-02", "2026-10-10");
            if (chance(20)) {
                village.calendarWithdrawn("calendar", 2026, moment());
            }
        }
    }

    private void duplicates() {
        times(2, i -> {
            village.looksLike("t" + i, moment(), "t" + (i + 1));
            if (chance(50)) {
                village.kept("t" + i, moment());
            }
        });
    }

    private void chains() {
        times(6, i -> {
            for (Step step : Step.values()) {
                if (chance(85)) {
                    village.step("chain" + i, step, moment());
                }
                amend(
                        () -> village.stepCorrected("chain" + i, step, moment(), moment()),
                        () -> village.stepWithdrawn("chain" + i, step, moment()));
            }
        });
    }

    private void research() {
        times(4, i -> {
            village.research("research" + i, moment());
            for (ResearchEvent.Stage stage : ResearchEvent.Stage.values()) {
                if (chance(60)) {
                    village.reached("research" + i, stage, moment());
                }
                if (chance(15)) {
                    village.takenBack("research" + i, stage, moment());
                }
            }
            if (chance(15)) {
                village.researchWithdrawn("research" + i, moment());
            }
        });
    }

    private void practices() {
        times(4, i -> {
            village.practice("practice" + i, moment());
            times(2, j -> {
                village.published("practice" + i, moment());
                if (chance(30)) {
                    village.unpublished("practice" + i, moment());
                }
            });
            if (chance(15)) {
                village.practiceWithdrawn("practice" + i, moment());
            }
        });
    }

    private void orders() {
        times(4, i -> {
            village.order("order" + i, moment(), day());
            times(8, j -> handle("order" + i));
        });
    }

    private void handle(String orderId) {
        switch (random.nextInt(12)) {
            case 0 -> village.orderReturned(orderId, moment());
            case 1 -> village.orderFailed(orderId, moment());
            case 2 -> village.orderExtended(orderId, moment(), day());
            case 3, 4 -> village.orderSignedOff(orderId, moment());
            case 5, 6, 7 -> village.orderAccepted(orderId, moment());
            case 8 -> {
                if (chance(30)) {
                    village.orderCancelled(orderId, moment());
                }
            }
            default -> village.orderHandedIn(orderId, moment());
        }
    }

    private @Nullable Campaign campaign() {
        return chance(50) ? any(Campaign.values()) : null;
    }

    private String[] members() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            if (chance(60)) {
                members.add("m" + i);
            }
        }
        return members.toArray(String[]::new);
    }

    private void amend(Runnable correct, Runnable withdraw) {
        if (chance(25)) {
            correct.run();
        }
        if (chance(8)) {
            withdraw.run();
        }
        if (chance(8)) {
            correct.run();
        }
    }

    private void times(int most, IntConsumer action) {
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

    private <T> List<T> some(T[] values) {
        List<T> some = new ArrayList<>();
        for (T value : values) {
            if (chance(60)) {
                some.add(value);
            }
        }
        return some;
    }

    /** From mid-2025 to early 2027, at few enough hours that things coincide. */
    private String moment() {
        return LocalDate.of(2025, 7, 1).plusDays(random.nextInt(600)) + "T%02d:00".formatted(8 * random.nextInt(3));
    }
}
