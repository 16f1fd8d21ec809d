package kepu.topology;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes a broker's users, topics and access rules those of {@link Topology}, and ends once they are in force; a second
 * time it finds nothing to do.
 *
 * <p>Nothing is taken away but former subscribers that are named, and rules of its own principals that the table does not
 * know. A topic that is there is left
 * as it is; one with another number of partitions is refused before anything is changed, for to change it would break
 * the order of each aggregate's events.
 */
public final class ApplyTopology {
    private static final String USAGE = """
            usage: topology, without arguments; told by its environment:
              KAFKA_BOOTSTRAP_SERVERS, KAFKA_ADMIN_PASSWORD, a password for each principal (PASSWORD_IDENTITY, …),
              SUBSCRIBERS (name:password,…; none), REMOVED_SUBSCRIBERS (name,…; none), PARTITIONS (6), REPLICATION (1), WAIT_SECONDS (60)""";

    private static final int ITERATIONS = 4096;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Settings settings;
    private final PrintStream out;
    private final Clock clock;

    ApplyTopology(Settings settings, PrintStream out, Clock clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    public static void main(String... args) throws InterruptedException {
        if (args.length > 0) {
            System.err.println(USAGE);
            System.exit(Refusal.SETTINGS);
        }
        System.exit(run(System.getenv(), System.out, System.err));
    }

    /** @return the exit code */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            new ApplyTopology(Settings.from(environment), out, Clock.systemUTC()).handle();
            return 0;
        } catch (Refusal refusal) {
            err.println(refusal.getMessage());
            return refusal.exitCode();
        }
    }

    /** What is asked again and again until it holds. */
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** @throws Refusal that says why not everything is as it should be */
    void handle() throws InterruptedException {
        try (Admin admin = connected()) {
            requireBrokers(admin);
            Map<String, TopicDescription> there = topicsThere(admin);
            requireSamePartitions(there);
            int changes = removals(admin) + credentials(admin) + topics(admin, there) + rules(admin);
            out.println(changes == 0 ? "everything is as it should be" : "changes made and in force: " + changes);
        } catch (TimeoutException e) {
            throw new Refusal(Refusal.NO_BROKER, "the broker did not answer in time: " + e.getMessage());
        } catch (AuthenticationException e) {
            throw new Refusal(Refusal.NO_BROKER, "the broker refuses the administrator: " + e.getMessage());
        } catch (KafkaException e) {
            throw new Refusal(Refusal.FAILED, "the broker did not do it: " + e.getMessage());
        }
    }

    private Admin connected() throws InterruptedException {
        Instant until = patienceEnds();
        while (true) {
            try {
                return Admin.create(settings.asAdmin());
            } catch (KafkaException e) { // above all a host whose name is not known yet
                if (!(e.getCause() instanceof ConfigException)
                        || !clock.instant().isBefore(until)) {
                    throw new Refusal(
                            Refusal.NO_BROKER, "no broker at " + settings.bootstrapServers() + ": " + reason(e));
                }
                pause();
            }
        }
    }

    private static String reason(KafkaException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }

    /** As many as there are to be replicas, or no topic can be made. */
    private void requireBrokers(Admin admin) throws InterruptedException {
        await(
                "there are fewer brokers than replicas, " + settings.replication(),
                () -> got(admin.describeCluster().nodes()).size() >= settings.replication());
    }

    private static Map<String, TopicDescription> topicsThere(Admin admin) throws InterruptedException {
        Set<String> names = new HashSet<>(got(admin.listTopics().names()));
        names.retainAll(Topology.topics().stream().map(Topic::name).toList());
        return got(admin.describeTopics(names).allTopicNames());
    }

    private void requireSamePartitions(Map<String, TopicDescription> there) {
        List<String> others = there.values().stream()
                .filter(topic -> topic.partitions().size() != settings.partitions())
                .map(topic -> topic.name() + " has " + topic.partitions().size() + " partitions and not "
                        + settings.partitions())
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new Refusal(
                    Refusal.PARTITIONS,
                    String.join("\n", others)
                            + "\nmore or fewer would break the order of each aggregate's events; nothing was changed");
        }
    }

    /** Nobody signs in as one of them any more; who is signed in still may do nothing once the rules are gone. */
    private int removals(Admin admin) throws InterruptedException {
        Set<String> known = users(admin);
        List<String> going = settings.removed().stream()
                .map(Principal::name)
                .filter(known::contains)
                .toList();
        if (!going.isEmpty()) {
            done(admin.alterUserScramCredentials(going.stream()
                            .<UserScramCredentialAlteration>map(
                                    name -> new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512))
                            .toList())
                    .all());
            await("a user that was removed is still there", () -> Collections.disjoint(users(admin), going));
            going.forEach(name -> out.println("user removed: " + name));
        }
        return going.size();
    }

    private static Set<String> users(Admin admin) throws InterruptedException {
        return got(admin.describeUserScramCredentials().all()).values().stream()
                .filter(user -> user.credentialInfos().stream()
                        .map(ScramCredentialInfo::mechanism)
                        .anyMatch(ScramMechanism.SCRAM_SHA_512::equals))
                .map(user -> user.name())
                .collect(Collectors.toSet());
    }

    private int credentials(Admin admin) throws InterruptedException {
        List<Principal> changing = new ArrayList<>();
        Set<String> known = users(admin);
        for (Principal principal : settings.principals()) {
            if (!known.contains(principal.name()) || !mayEnter(principal)) {
                changing.add(principal);
            }
        }
        if (changing.isEmpty()) {
            return 0;
        }
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        done(admin.alterUserScramCredentials(changing.stream()
                        .<UserScramCredentialAlteration>map(principal -> new UserScramCredentialUpsertion(
                                principal.name(), credential, settings.password(principal)))
                        .toList())
                .all());
        for (Principal principal : changing) {
            await("the new password of " + principal.name() + " is not in force", () -> mayEnter(principal));
            out.println((known.contains(principal.name()) ? "password changed: " : "user made: ") + principal.name());
        }
        return changing.size();
    }

    /** The broker shows nobody a password, so whether it is the right one is seen by using it. */
    private boolean mayEnter(Principal principal) throws InterruptedException {
        try (Admin own = Admin.create(settings.as(principal))) {
            got(own.describeCluster().nodes());
            return true;
        } catch (AuthenticationException _) {
            return false;
        }
    }

    private int topics(Admin admin, Map<String, TopicDescription> there) throws InterruptedException {
        List<Topic> missing = Topology.topics().stream()
                .filter(topic -> !there.containsKey(topic.name()))
                .toList();
        tellDifferences(admin, there);
        if (!missing.isEmpty()) {
            done(admin.createTopics(missing.stream()
                            .map(topic -> topic.asNew(settings.partitions(), settings.replication()))
                            .toList())
                    .all());
            Set<String> names = missing.stream().map(Topic::name).collect(Collectors.toSet());
            await(
                    "the new topics are not there",
                    () -> got(admin.listTopics().names()).containsAll(names));
            missing.forEach(topic -> out.println("topic made: " + topic.name()));
        }
        return missing.size();
    }

    /** Somebody may have had reasons, so what differs is named and left. */
    private void tellDifferences(Admin admin, Map<String, TopicDescription> there) throws InterruptedException {
        Function<String, ConfigResource> resource = name -> new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<ConfigResource, Config> configs =
                got(admin.describeConfigs(there.keySet().stream().map(resource).toList())
                        .all());
        for (Topic topic : Topology.topics()) {
            TopicDescription found = there.get(topic.name());
            Config config = configs.get(resource.apply(topic.name()));
            if (found == null || config == null) {
                continue;
            }
            int replicas = found.partitions().getFirst().replicas().size();
            if (replicas != settings.replication()) {
                differs(topic, "replication", Integer.toString(replicas), Integer.toString(settings.replication()));
            }
            topic.settings(settings.replication()).forEach((name, wanted) -> {
                ConfigEntry entry = config.get(name);
                String value = entry == null ? "" : String.valueOf(entry.value());
                if (!value.equals(wanted)) {
                    differs(topic, name, value, wanted);
                }
            });
        }
    }

    private void differs(Topic topic, String what, String is, String wanted) {
        out.println("left as it is: " + topic.name() + " has " + what + " " + is + " and not " + wanted);
    }

    private int rules(Admin admin) throws InterruptedException {
        Set<AclBinding> wanted = settings.principals().stream()
                .flatMap(principal -> principal.rules().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<AclBinding> there = rulesThere(admin);
        Set<AclBinding> missing = without(wanted, there);
        Set<AclBinding> unknown = without(there, wanted);
        // First the new ones: whoever is at work is not to miss what it may also do tomorrow.
        if (!missing.isEmpty()) {
            done(admin.createAcls(missing).all());
        }
        if (!unknown.isEmpty()) {
            done(admin.deleteAcls(unknown.stream().map(AclBinding::toFilter).toList())
                    .all());
        }
        await("the access rules are not in force", () -> rulesThere(admin).equals(wanted));
        missing.forEach(rule -> out.println("rule made: " + text(rule)));
        unknown.forEach(rule -> out.println("rule removed: " + text(rule)));
        return missing.size() + unknown.size();
    }

    private Set<AclBinding> rulesThere(Admin admin) throws InterruptedException {
        Set<String> principals = Stream.concat(settings.principals().stream(), settings.removed().stream())
                .map(Principal::asKafkaPrincipal)
                .collect(Collectors.toSet());
        return got(admin.describeAcls(AclBindingFilter.ANY).values()).stream()
                .filter(rule -> principals.contains(rule.entry().principal()))
                .collect(Collectors.toSet());
    }

    private static <T> Set<T> without(Collection<T> all, Set<T> some) {
        Set<T> rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String text(AclBinding rule) {
        var entry = rule.entry();
        var pattern = rule.pattern();
        return String.join(
                " ",
                entry.principal(),
                entry.permissionType().toString(),
                entry.operation().toString(),
                pattern.resourceType().toString(),
                pattern.patternType().toString(),
                pattern.name());
    }

    /** Patience begins anew with each wait: what came before may have taken long on a busy machine. */
    private Instant patienceEnds() {
        return clock.instant().plus(settings.patience());
    }

    private void await(String otherwise, Condition condition) throws InterruptedException {
        Instant until = patienceEnds();
        while (!condition.holds()) {
            if (!clock.instant().isBefore(until)) {
                throw new Refusal(Refusal.NO_BROKER, otherwise + " after " + settings.patience());
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        try {
            CompletableFuture.runAsync(
                            () -> {},
                            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void done(KafkaFuture<?> asked) throws InterruptedException {
        got(asked.thenApply(_ -> true));
    }

    private static <T> T got(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
