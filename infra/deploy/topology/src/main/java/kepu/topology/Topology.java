package kepu.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.Snapshots;
import kepu.contracts.assessment.AwardListEvent;
import kepu.contracts.assessment.ConversionRuleEvent;
import kepu.contracts.assessment.HistoryEvent;
import kepu.contracts.assessment.IntegrityCaseEvent;
import kepu.contracts.assessment.NoticeNumberEvent;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitReminderEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.readingrooms.ReaderEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.contracts.volunteers.TeamReminderEvent;
import kepu.topology.Topic.Content;

/**
 * Who owns, writes and reads which topic, and as which consumer group. Owners and topics follow from the contracts;
 * who reads them stands here once more, so that the broker allows it, and a test compares it with the services' beans.
 */
public final class Topology {
    /** The first of the subscribers. */
    public static final String ANALYTICS = "analytics";

    /** What is told of one person's account or entry in a register is nobody's business outside. */
    private static final Set<Class<?>> OF_ONE_PERSON = Set.of(PersonEvent.class, ReaderEvent.class, AccountEvent.class);

    /** In the order of their topics in the contracts. */
    public static final List<String> SERVICES =
            facts().map(topic -> topic.split("\\.")[1]).distinct().toList();

    /** Of all services, in their order. */
    public static final List<Subscription> SUBSCRIPTIONS =
            SERVICES.stream().flatMap(Topology::subscriptions).toList();

    private Topology() {}

    private static Stream<Subscription> subscriptions(String service) {
        Stream<Subscription> own = switch (service) {
            case "volunteers" ->
                Stream.of(Subscription.of(
                        service, service, List.of(UnitEvent.class, WorkingCalendarEvent.class, LinkTargetEvent.class)));
            case "reading-rooms", "campaigns" ->
                Stream.of(Subscription.of(service, service, List.of(UnitEvent.class, WorkingCalendarEvent.class)));
            case "assessment" ->
                Stream.of(
                        new Subscription(service, service, scored()),
                        Subscription.of(
                                service, service + ".units", List.of(UnitEvent.class, WorkingCalendarEvent.class)));
            default -> Stream.of();
        };
        // Who may do what where goes by the tree of units; whoever does not own it keeps a copy.
        String units = Contracts.topicOf(UnitEvent.class);
        Stream<Subscription> access = Contracts.topicsOwnedBy(service).contains(units)
                ? Stream.of()
                : Stream.of(Subscription.of(service, service + ".access", List.of(UnitEvent.class)));
        // What was revoked counts no more, wherever a token was made.
        Stream<Subscription> accounts =
                Stream.of(Subscription.of(service, service + ".accounts", List.of(AccountEvent.class)));
        return Stream.of(own, access, accounts).flatMap(Function.identity());
    }

    /** Every family that a score may ask for. */
    private static List<String> scored() {
        Set<Class<?>> never = Set.of(
                ScorecardEvent.class,
                ConversionRuleEvent.class,
                NoticeNumberEvent.class,
                AwardListEvent.class,
                HistoryEvent.class,
                IntegrityCaseEvent.class,
                AccountEvent.class,
                PersonEvent.class,
                ReaderEvent.class,
                TeamReminderEvent.class,
                UnitReminderEvent.class);
        return Contracts.FAMILIES.stream()
                .filter(family -> !never.contains(family))
                .map(Contracts::topicOf)
                .toList();
    }

    private static Stream<String> facts() {
        return Contracts.FAMILIES.stream().map(Contracts::topicOf);
    }

    /** The group as which a service reads its own facts, to write its snapshots; its transactions' names begin so too. */
    public static String snapshotGroup(String service) {
        return service + ".snapshot";
    }

    /** Every topic that is to be there: of facts in the order of the contracts, then their snapshots, then dead letters. */
    public static List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        for (String service : SERVICES) {
            Contracts.topicsOwnedBy(service).forEach(name -> topics.add(new Topic(name, service, Content.FACTS)));
        }
        for (String service : SERVICES) {
            Contracts.topicsOwnedBy(service)
                    .forEach(name -> topics.add(new Topic(Snapshots.topicOf(name), service, Content.SNAPSHOT)));
        }
        for (Subscription subscription : SUBSCRIPTIONS) {
            subscription
                    .deadLetterTopics()
                    .forEach(name -> topics.add(new Topic(name, subscription.service(), Content.DEAD_LETTERS)));
        }
        return topics;
    }

    /**
     * Somebody outside, each by a name of its own: reads the facts and their snapshots but those of one person, as groups
     * that begin with its name, and writes nothing.
     */
    public static Principal subscriber(String name) {
        List<String> facts = Contracts.FAMILIES.stream()
                .filter(family -> !OF_ONE_PERSON.contains(family))
                .map(Contracts::topicOf)
                .toList();
        return new Principal(
                name,
                List.of(),
                Stream.concat(facts.stream(), facts.stream().map(Snapshots::topicOf))
                        .toList(),
                List.of(),
                List.of(name + "."),
                List.of());
    }

    /** Everybody but further subscribers and the administrator, who may do everything. */
    public static List<Principal> principals() {
        List<Principal> principals = new ArrayList<>();
        for (String service : SERVICES) {
            List<Subscription> own = SUBSCRIPTIONS.stream()
                    .filter(subscription -> subscription.service().equals(service))
                    .toList();
            List<String> owned = Contracts.topicsOwnedBy(service);
            principals.add(new Principal(
                    service,
                    topics().stream()
                            .filter(topic -> topic.owner().equals(service))
                            .map(Topic::name)
                            .toList(),
                    // its own and their snapshots for the snapshots' sake, which it must know when its store does not
                    Stream.of(
                                    own.stream().flatMap(subscription -> subscription.topics().stream()),
                                    owned.stream(),
                                    owned.stream().map(Snapshots::topicOf))
                            .flatMap(Function.identity())
                            .distinct()
                            .toList(),
                    Stream.concat(own.stream().map(Subscription::group), Stream.of(snapshotGroup(service)))
                            .toList(),
                    List.of(),
                    List.of(snapshotGroup(service) + ".")));
        }
        principals.add(subscriber(ANALYTICS));
        return principals;
    }
}
