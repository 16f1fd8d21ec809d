package kepu.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.campaigns.ActivityEvent;
import kepu.contracts.campaigns.WindowEvent;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.readingrooms.OpeningEvent;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.VisitEvent;

/**
 * What a subscriber wants to know of a topic (主题) and the code does not say.
 *
 * @param zh what the topic is called in Chinese
 * @param en what it tells, in English
 * @param subject what {@code ce_subject} names
 * @param lean events per village and year where the default scheme is just met
 * @param rich events per village and year in a busy village
 * @param assumption how both numbers come about
 */
record TopicFacts(String topic, String zh, String en, String subject, String lean, String rich, String assumption) {
    /** In the order of {@link Contracts#FAMILIES}. */
    static final List<TopicFacts> ALL = List.of(
            of(
                    UnitEvent.class,
                    "单位",
                    "Units: county, township, village, branch, department",
                    "the unit: its code",
                    "2",
                    "12",
                    "residents counted and venue kinds declared once a year; rich: branches founded, moved and closed"),
            of(
                    StationEvent.class,
                    "服务站",
                    "Service stations and whether they are open",
                    "the station: `stationId`",
                    "1",
                    "4",
                    "registered and opened once in two years; rich: closed and opened again twice a year"),
            of(
                    BoardEvent.class,
                    "宣传栏",
                    "Bulletin boards and what is put up on them",
                    "the board (`boardId`) for `board-registered`; the update (`updateId`) for the others",
                    "7",
                    "56",
                    "the six updates of P08 and a correction; rich: one a week and some corrections"),
            of(
                    OfficerEvent.class,
                    "宣传员",
                    "The post of publicity officer",
                    "the post: the code of its unit",
                    "1",
                    "3",
                    "a term of two years; rich: a change with a vacancy each year"),
            of(
                    LeadingGroupEvent.class,
                    "领导小组",
                    "Leading groups, their members and duties",
                    "the group: `groupId`",
                    "2",
                    "10",
                    "one member changes; rich: the group is formed anew"),
            of(
                    DocumentEvent.class,
                    "文件",
                    "Filed plans, summaries and rules",
                    "the document: `documentId`",
                    "3",
                    "8",
                    "plan, summary and one of the rules; rich: corrections and more rules"),
            of(
                    LinkTargetEvent.class,
                    "联系对象",
                    "Register of what volunteers are linked to",
                    "the target: `targetId`",
                    "1",
                    "5",
                    "a handful of bases and growers that rarely change"),
            of(
                    TeamEvent.class,
                    "服务队",
                    "Volunteer teams, their members and their strength",
                    "the team: `teamId`; its events are counted together with those on `kepu.volunteers.links`",
                    "4",
                    "30",
                    "one of ten members leaves and is replaced; rich: twenty members, seasonal suspensions"),
            of(
                    LinkEvent.class,
                    "定点联系",
                    "Fixed links of members to targets",
                    "the team (`teamId`), not the link; its events are counted together with those on"
                            + " `kepu.volunteers.teams`",
                    "6",
                    "40",
                    "three of ten links change a year; rich: twenty of forty"),
            of(
                    VisitEvent.class,
                    "走访",
                    "Visits on a link and their verification",
                    "the visit: `visitId`",
                    "80",
                    "960",
                    "10 links visited and verified each quarter; rich: 40 links each month"),
            of(
                    TrainingEvent.class,
                    "培训",
                    "Training sessions of a team",
                    "the training: `trainingId`",
                    "5",
                    "24",
                    "the four sessions of P06 and a correction; rich: two a month"),
            of(
                    PersonEvent.class,
                    "人员",
                    "That something was done with a person's data, never the data",
                    "the person: unit and `personId`, which names one person within its unit only",
                    "12",
                    "80",
                    "data of each member and keeper recorded once; rich: changed and unmasked several times"),
            of(
                    RoomEvent.class,
                    "书屋",
                    "Reading rooms and their keepers",
                    "the room: `roomId`",
                    "1",
                    "4",
                    "a keeper changes each year; rich: a second room"),
            of(
                    OpeningEvent.class,
                    "书屋开放",
                    "What each day of a reading room really was",
                    "the calendar (`roomId:year`) for `opening-calendar-set`; the day (`roomId:date`) for the others",
                    "300",
                    "420",
                    "five days a week open, some closed ones, one calendar; rich: every day, some put right"),
            of(
                    WindowEvent.class,
                    "三大活动",
                    "The three yearly windows of a county",
                    "the window: `unit:year:campaign`",
                    "0.02",
                    "0.05",
                    "three a year for a county of 172 villages; rich: set again twice"),
            of(
                    ActivityEvent.class,
                    "活动",
                    "Activities by venue kind",
                    "the activity: `activityId`",
                    "8",
                    "52",
                    "five venue kinds, three windows; rich: one a week"),
            of(
                    ScorecardEvent.class,
                    "记分卡",
                    "The live card of a unit's year",
                    "the card: `unit:year`",
                    "800",
                    "2100",
                    "one a day as the card follows the day, and one for each fact of the other topics"),
            of(
                    AccountEvent.class,
                    "账号",
                    "Accounts and the roles granted to them",
                    "the account: `accountId`",
                    "2",
                    "20",
                    "one secretary and one keeper, a password each; rich: ten accounts"));

    /** Villages of an average county. */
    static final int VILLAGES_OF_A_COUNTY = 172;

    static Map<String, TopicFacts> byTopic() {
        Map<String, TopicFacts> facts = new LinkedHashMap<>();
        ALL.forEach(each -> facts.put(each.topic, each));
        return facts;
    }

    String owner() {
        return topic.split("\\.")[1];
    }

    /** Events a year in a county, rounded up. */
    static long inACounty(String perVillage) {
        return new BigDecimal(perVillage)
                .multiply(BigDecimal.valueOf(VILLAGES_OF_A_COUNTY))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static TopicFacts of(
            Class<? extends DomainEvent> family,
            String zh,
            String en,
            String subject,
            String lean,
            String rich,
            String assumption) {
        return new TopicFacts(Contracts.topicOf(family), zh, en, subject, lean, rich, assumption);
    }
}
