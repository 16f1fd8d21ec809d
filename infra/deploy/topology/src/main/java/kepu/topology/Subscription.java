package kepu.topology;

import java.util.List;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;

/** What a service reads as one consumer group. */
public record Subscription(String service, String group, List<String> topics) {
    static Subscription of(String service, String group, List<Class<? extends DomainEvent>> families) {
        return new Subscription(
                service, group, families.stream().map(Contracts::topicOf).toList());
    }

    /** Where the group puts what it cannot read, in the order of {@link #topics}. */
    public List<String> deadLetterTopics() {
        return topics.stream()
                .map(topic -> Contracts.deadLetterTopic(topic, group))
                .toList();
    }
}
