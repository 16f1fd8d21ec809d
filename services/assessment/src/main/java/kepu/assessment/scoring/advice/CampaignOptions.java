package kepu.assessment.scoring.advice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.CampaignWindow;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.scheme.Scheme.Indicator;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveStated;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import org.jspecify.annotations.Nullable;

/** Activities with their archives, chains, research, practices. */
final class CampaignOptions {
    static final Map<String, Options> BY_POLICY = Map.of(
            "campaign-windows", CampaignOptions::windows,
            "venue-coverage", CampaignOptions::venues,
            "participation", CampaignOptions::participation,
            "archive-completeness", CampaignOptions::archives,
            "complete-chains", CampaignOptions::chains,
            "research-results", CampaignOptions::research,
            "published-practices", CampaignOptions::practices);

    /** Where none was held yet. */
    private static final int USUAL_PARTICIPANTS = 30;

    private CampaignOptions() {}

    private static List<List<Step>> windows(Situation situation, Indicator indicator, IndicatorResult result) {
        List<List<Step>> activities = new ArrayList<>();
        CampaignWindow.of(situation.unit()).values().forEach(window -> {
            Days days = situation.days().intersection(window.days());
            if (days.length() > 0) {
                VenueKind venue = kinds(situation).iterator().next();
                activities.add(activity(situation, days.first(), window, venue));
            }
        });
        return activities;
    }

    private static List<List<Step>> venues(Situation situation, Indicator indicator, IndicatorResult result) {
        return situation
                .days(1)
                .flatMap(day -> kinds(situation).stream().map(venue -> activity(situation, day, null, venue)))
                .toList();
    }

    private static List<List<Step>> participation(Situation situation, Indicator indicator, IndicatorResult result) {
        VenueKind venue = kinds(situation).iterator().next();
        return situation
                .days(10)
                .map(day -> activity(situation, day, null, venue))
                .toList();
    }

    /** Those that the unit has; the village itself if nobody said so. */
    private static Set<VenueKind> kinds(Situation situation) {
        DatedEvent<UnitEvent> declared = situation.unit().latest(VenueKindsDeclared.class);
        Set<VenueKind> kinds = EnumSet.noneOf(VenueKind.class);
        if (declared != null) {
            kinds.addAll(((VenueKindsDeclared) declared.data()).venueKinds());
        }
        return kinds.isEmpty() ? EnumSet.of(VenueKind.VILLAGE) : kinds;
    }

    /** With its archive on the same day, for without it costs points later; and as many people as usually come. */
    private static List<Step> activity(
            Situation situation, LocalDate day, @Nullable CampaignWindow window, VenueKind venue) {
        double usual = Activity.of(situation.unit(), Evidence.none()).stream()
                .mapToInt(Activity::participants)
                .average()
                .orElse(USUAL_PARTICIPANTS);
        int participants = (int) Math.max(1, Math.round(usual));
        String id = situation.newId("activity");
        LocalizedText at = text(venue);
        return List.of(
                situation.step(
                        Action.HOLD_ACTIVITY,
                        day,
                        id,
                        new ActivityHeld(
                                id,
                                null,
                                "title",
                                window == null ? null : window.campaign(),
                                venue,
                                participants,
                                true,
                                true,
                                window == null || window.campaign() != null ? null : window.named()),
                        new LocalizedText(
                                (window == null ? "" : window.title().zh() + "，") + at.zh() + "，" + participants
                                        + " 人次",
                                (window == null ? "" : window.title().en() + ", ") + at.en() + ", " + participants
                                        + " participants")),
                archive(situation, day, id));
    }

    private static Step archive(Situation situation, LocalDate day, String activity) {
        return situation.step(
                Action.FILE_ARCHIVE,
                day,
                activity,
                new ArchiveFiled(
                        situation.newId("archive"),
                        ArchiveEvent.Subject.ACTIVITY,
                        activity,
                        ArchiveEvent.Kind.TRAINING_MATERIAL,
                        ArchiveEvent.Form.PAPER,
                        ArchiveEvent.Retention.YEARS_10,
                        1));
    }

    private static LocalizedText text(VenueKind venue) {
        return switch (venue) {
            case VILLAGE -> new LocalizedText("进农村", "in the village");
            case MARKET_TOWN -> new LocalizedText("进场镇", "in the market town");
            case SCHOOL -> new LocalizedText("进学校", "at a school");
            case GOVERNMENT_OFFICE -> new LocalizedText("进机关", "at a government office");
            case ENTERPRISE -> new LocalizedText("进企业", "at an enterprise");
        };
    }

    /** Of activities without an entry; those whose days have passed gain nothing. */
    private static List<List<Step>> archives(Situation situation, Indicator indicator, IndicatorResult result) {
        Set<String> archived = new HashSet<>();
        for (DatedEvent<ArchiveEvent> entry : situation.held(ArchiveEvent.class)) {
            if (entry.data() instanceof ArchiveStated stated) {
                archived.add(stated.subjectId());
            }
        }
        return Activity.of(situation.unit(), Evidence.none()).stream()
                .filter(activity -> !activity.fact().date().isAfter(situation.from())
                        && !archived.contains(activity.fact().data().activityId()))
                .sorted(Comparator.comparing(
                        (Activity activity) -> activity.fact().date(), Comparator.reverseOrder()))
                .map(activity -> List.of(archive(
                        situation, situation.from(), activity.fact().data().activityId())))
                .toList();
    }

    /** Chains that lack fewest steps first, then new ones. */
    private static List<List<Step>> chains(Situation situation, Indicator indicator, IndicatorResult result) {
        Map<String, Set<ChainEvent.Step>> taken = new TreeMap<>();
        for (DatedEvent<ChainEvent> fact : situation.held(ChainEvent.class)) {
            switch (fact.data()) {
                case ChainStepTaken is -> taken(taken, is.chainId()).add(is.step());
                case ChainStepCorrected is -> taken(taken, is.chainId()).add(is.step());
                case ChainStepWithdrawn _ -> {}
            }
        }
        return situation
                .days(1)
                .flatMap(day -> {
                    List<List<Step>> chains = new ArrayList<>();
                    taken.forEach((chain, steps) -> chains.add(EnumSet.complementOf(EnumSet.copyOf(steps)).stream()
                            .map(step -> chainStep(situation, day, chain, step))
                            .toList()));
                    for (int i = 0; i < 6; i++) {
                        String chain = situation.newId("chain");
                        chains.add(EnumSet.allOf(ChainEvent.Step.class).stream()
                                .map(step -> chainStep(situation, day, chain, step))
                                .toList());
                    }
                    chains.removeIf(List::isEmpty);
                    chains.sort(Comparator.comparing(List::size));
                    return chains.stream();
                })
                .toList();
    }

    private static Set<ChainEvent.Step> taken(Map<String, Set<ChainEvent.Step>> chains, String chain) {
        return chains.computeIfAbsent(chain, _ -> EnumSet.noneOf(ChainEvent.Step.class));
    }

    private static Step chainStep(Situation situation, LocalDate day, String chain, ChainEvent.Step step) {
        return situation.step(
                Action.TAKE_CHAIN_STEP,
                day,
                chain,
                new ChainStepTaken(chain, step, "title", null, null),
                switch (step) {
                    case LECTURE -> new LocalizedText("一场讲座", "lecture");
                    case MATERIAL -> new LocalizedText("一种资料", "material");
                    case FAMILY -> new LocalizedText("一个家庭", "family");
                    case COMMUNITY -> new LocalizedText("一方社会", "community");
                });
    }

    /** Projects under way first, then a new one. */
    private static List<List<Step>> research(Situation situation, Indicator indicator, IndicatorResult result) {
        Set<String> standing = new LinkedHashSet<>();
        Set<String> reported = new HashSet<>();
        for (DatedEvent<ResearchEvent> fact : situation.held(ResearchEvent.class)) {
            if (!(fact.data() instanceof ResearchStageReached reached)) {
                standing.add(fact.data().researchId());
            } else if (reached.stage() == Stage.REPORT) {
                reported.add(reached.researchId());
            }
        }
        return situation
                .days(1)
                .flatMap(day -> {
                    List<List<Step>> ways = new ArrayList<>();
                    for (String id : standing) {
                        Step adopted = stage(situation, day, id, Stage.ADOPTION);
                        if (reported.contains(id)) {
                            ways.add(List.of(adopted));
                        } else {
                            Step report = stage(situation, day, id, Stage.REPORT);
                            ways.add(List.of(report));
                            ways.add(List.of(report, adopted));
                        }
                    }
                    ways.sort(Comparator.comparing(List::size));
                    String id = situation.newId("research");
                    List<Step> anew = List.of(
                            situation.step(
                                    Action.PROPOSE_RESEARCH, day, id, new ResearchProposed(id, Theme.OTHER, "title")),
                            stage(situation, day, id, Stage.FIELD_WORK),
                            stage(situation, day, id, Stage.REPORT));
                    ways.add(anew);
                    ways.add(List.of(stage(situation, day, id, Stage.ADOPTION)));
                    return ways.stream();
                })
                .toList();
    }

    private static Step stage(Situation situation, LocalDate day, String research, Stage stage) {
        return situation.step(
                Action.REACH_RESEARCH_STAGE,
                day,
                research,
                new ResearchStageReached(research, stage, "result"),
                switch (stage) {
                    case FIELD_WORK -> new LocalizedText("实地调研", "field work");
                    case REPORT -> new LocalizedText("完成报告", "report");
                    case ADOPTION -> new LocalizedText("采纳进措施", "adopted into a measure");
                });
    }

    /** Those nominated first, then new ones. */
    private static List<List<Step>> practices(Situation situation, Indicator indicator, IndicatorResult result) {
        Set<String> waiting = new LinkedHashSet<>();
        List<String> published = new ArrayList<>();
        for (DatedEvent<PracticeEvent> fact : situation.held(PracticeEvent.class)) {
            if (fact.data() instanceof PracticePublished) {
                published.add(fact.data().practiceId());
            } else {
                waiting.add(fact.data().practiceId());
            }
        }
        published.forEach(waiting::remove);
        return situation
                .days(1)
                .flatMap(day -> {
                    List<List<Step>> ways = new ArrayList<>();
                    waiting.forEach(id -> ways.add(List.of(publication(situation, day, id))));
                    IntStream.range(0, 4).forEach(_ -> {
                        String id = situation.newId("practice");
                        ways.add(List.of(
                                situation.step(
                                        Action.NOMINATE_PRACTICE,
                                        day,
                                        id,
                                        new PracticeNominated(id, PracticeEvent.Kind.GOOD_PRACTICE, "title", null)),
                                publication(situation, day, id)));
                    });
                    return ways.stream();
                })
                .toList();
    }

    private static Step publication(Situation situation, LocalDate day, String practice) {
        return situation.step(Action.PUBLISH_PRACTICE, day, practice, new PracticePublished(practice, "somebody"));
    }
}
