package kepu.assessment.scoring.advice;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.Holdings;
import kepu.assessment.scoring.evidence.Holdings.Group;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.StationEvent.StationOpened;
import org.apache.commons.numbers.fraction.BigFraction;

/** Board, documents, station, officer, leading group, funds. */
final class OrganizationOptions {
    static final Map<String, Options> BY_POLICY = Map.of(
            "board-updates", OrganizationOptions::boardUpdates,
            "filing-dates", OrganizationOptions::filings,
            "station-days", OrganizationOptions::station,
            "officer-days", OrganizationOptions::officer,
            "leading-group-days", OrganizationOptions::leadingGroup,
            "funding-per-resident", OrganizationOptions::funding);

    private static final int FEN = 100;

    /** No entry is of more, whatever a scheme asks for. */
    private static final BigFraction MOST_FEN = BigFraction.of(Integer.MAX_VALUE);

    /** Of a group that is advised. */
    private static final int MOST_PEOPLE = 50;

    private OrganizationOptions() {}

    private static List<List<Step>> boardUpdates(Situation situation, Indicator indicator, IndicatorResult result) {
        List<BoardEvent> boards = new ArrayList<>();
        situation.unit().facts().inOrder(BoardEvent.class).forEach(fact -> boards.add(fact.data()));
        String board =
                boards.isEmpty() ? situation.newId("board") : boards.getLast().boardId();
        return situation
                .days(31)
                .map(day -> List.of(situation.step(
                        Action.UPDATE_BOARD, day, board, new BoardUpdated(board, situation.newId("update"), "title"))))
                .toList();
    }

    private static List<List<Step>> filings(Situation situation, Indicator indicator, IndicatorResult result) {
        return ((Map<?, ?>) indicator.parameters().getOrDefault("due", Map.of()))
                .keySet().stream()
                        .map(kind -> Kind.valueOf(String.valueOf(kind)))
                        .map(kind -> {
                            String id = situation.newId("document");
                            return List.of(situation.step(
                                    Action.FILE_DOCUMENT,
                                    situation.from(),
                                    id,
                                    new DocumentFiled(id, kind, situation.unit().year(), "title", null),
                                    text(kind, situation.unit().year())));
                        })
                        .toList();
    }

    private static LocalizedText text(Kind kind, int year) {
        return switch (kind) {
            case PLAN -> new LocalizedText(year + " 年计划", "plan of " + year);
            case SUMMARY -> new LocalizedText(year + " 年总结", "summary of " + year);
            case RULES -> new LocalizedText(year + " 年管理办法", "rules of " + year);
            case OTHER -> new LocalizedText(year + " 年其他文件", "other document of " + year);
        };
    }

    private static List<List<Step>> station(Situation situation, Indicator indicator, IndicatorResult result) {
        List<StationEvent> stations = new ArrayList<>();
        situation.unit().facts().inOrder(StationEvent.class).forEach(fact -> stations.add(fact.data()));
        String station = stations.isEmpty()
                ? situation.newId("station")
                : stations.getLast().stationId();
        return situation
                .days(1)
                .map(day -> List.of(situation.step(Action.OPEN_STATION, day, station, new StationOpened(station))))
                .toList();
    }

    private static List<List<Step>> officer(Situation situation, Indicator indicator, IndicatorResult result) {
        return situation
                .days(1)
                .map(day -> {
                    String id = situation.newId("appointment");
                    return List.of(situation.step(
                            Action.APPOINT_OFFICER,
                            day,
                            id,
                            new OfficerAppointed(id, situation.newId("person"), null)));
                })
                .toList();
    }

    /** The group that lacks fewest people is filled, or one is formed. */
    private static List<List<Step>> leadingGroup(Situation situation, Indicator indicator, IndicatorResult result) {
        int leaders = (Integer) indicator.parameters().getOrDefault("leaders", 1);
        int staff = (Integer) indicator.parameters().getOrDefault("staff", 1);
        if (leaders + staff > MOST_PEOPLE) {
            return List.of();
        }
        return situation
                .days(1)
                .flatMap(day -> {
                    List<List<Step>> ways = new ArrayList<>();
                    for (Group group : Holdings.of(situation.unit()).leadingGroups()) {
                        List<Step> steps = new ArrayList<>();
                        assign(steps, situation, group.groupId(), Role.LEADER, leaders - group.leaders());
                        assign(steps, situation, group.groupId(), Role.STAFF, staff - group.staff());
                        ways.add(steps);
                    }
                    String id = situation.newId("group");
                    List<Step> formed = new ArrayList<>();
                    formed.add(
                            situation.step(Action.FORM_GROUP, day, id, new LeadingGroupFormed(id, "领导小组", null, null)));
                    assign(formed, situation, id, Role.LEADER, leaders);
                    assign(formed, situation, id, Role.STAFF, staff);
                    ways.add(formed);
                    ways.removeIf(List::isEmpty);
                    ways.sort(Comparator.comparing(List::size));
                    return ways.stream();
                })
                .toList();
    }

    private static void assign(List<Step> steps, Situation situation, String group, Role role, int people) {
        for (int i = 0; i < people; i++) {
            String id = situation.newId("assignment");
            steps.add(situation.step(
                    Action.ASSIGN_TO_GROUP,
                    situation.days().first(),
                    group,
                    new GroupMemberAssigned(group, id, situation.newId("person"), role, "duty"),
                    role == Role.LEADER ? new LocalizedText("组长", "leader") : new LocalizedText("工作人员", "staff")));
        }
    }

    /** What is missing, spent at once. */
    private static List<List<Step>> funding(Situation situation, Indicator indicator, IndicatorResult result) {
        if (!(result.numbers().get("residents") instanceof Integer residents
                && result.numbers().get("spentYuan") instanceof String spent
                && result.numbers().get("yuanPerResident") instanceof String target)) {
            return List.of();
        }
        BigFraction lacking = Fractions.parse(target)
                .multiply(residents)
                .subtract(Fractions.parse(spent))
                .multiply(FEN);
        if (lacking.signum() <= 0 || lacking.compareTo(MOST_FEN) > 0) {
            return List.of();
        }
        int fen = lacking.bigDecimalValue(0, RoundingMode.CEILING).intValueExact();
        String yuan = fen / FEN + "." + "%02d".formatted(fen % FEN);
        return situation
                .days(1)
                .map(day -> {
                    String id = situation.newId("entry");
                    return List.of(situation.step(
                            Action.SPEND,
                            day,
                            id,
                            new FundingRecorded(id, Stage.SPENT, Purpose.OTHER, Source.OTHER, "title", fen, null),
                            new LocalizedText(yuan + " 元", yuan + " yuan")));
                })
                .toList();
    }
}
