package kepu.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Somebody known to the broker, and all that it may do; whatever is not said here is denied.
 *
 * @param writes topics by their full names
 * @param reads topics by their full names
 * @param groups consumer groups by their full names
 * @param groupPrefixes beginnings of the names of groups that it may make up
 * @param transactionPrefixes beginnings of the names under which its producers may write in transactions
 */
public record Principal(
        String name,
        List<String> writes,
        List<String> reads,
        List<String> groups,
        List<String> groupPrefixes,
        List<String> transactionPrefixes) {
    /**
     * As the broker keeps it. To write or read includes to describe, an idempotent producer needs no more than to
     * write, members of a group no more than to read it, by the old protocol and the new, and a transactional producer
     * no more than to write its own name too.
     */
    public Set<AclBinding> rules() {
        Set<AclBinding> rules = new LinkedHashSet<>();
        writes.forEach(topic -> rules.add(may(AclOperation.WRITE, ResourceType.TOPIC, topic, PatternType.LITERAL)));
        reads.forEach(topic -> rules.add(may(AclOperation.READ, ResourceType.TOPIC, topic, PatternType.LITERAL)));
        groups.forEach(group -> rules.add(may(AclOperation.READ, ResourceType.GROUP, group, PatternType.LITERAL)));
        groupPrefixes.forEach(
                prefix -> rules.add(may(AclOperation.READ, ResourceType.GROUP, prefix, PatternType.PREFIXED)));
        transactionPrefixes.forEach(prefix ->
                rules.add(may(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED)));
        return rules;
    }

    private AclBinding may(AclOperation operation, ResourceType type, String name, PatternType pattern) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(asKafkaPrincipal(), "*", operation, AclPermissionType.ALLOW));
    }

    String asKafkaPrincipal() {
        return "User:" + name;
    }

    /** The environment variable that carries its password. */
    String passwordVariable() {
        return "PASSWORD_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
