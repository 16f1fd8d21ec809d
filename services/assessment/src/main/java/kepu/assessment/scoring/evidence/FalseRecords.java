package kepu.assessment.scoring.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.FalseRecordEvent;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;

/** Records that were confirmed to be false (虚假记录): like withdrawn ones they count on no as-of day. */
public final class FalseRecords {
    private FalseRecords() {}

    /** The record of which an event states a version; empty if it states none that anybody could find to be false. */
    public static Optional<String> recordOf(DomainEvent event) {
        return switch (event) {
            case FactVersion version -> Optional.of(version.factId());
            case DayOpened day -> Optional.of(day.roomId() + ':' + day.date());
            default -> Optional.empty();
        };
    }

    /** The confirmations that were not withdrawn, in the order in which they happened. */
    public static List<DatedEvent<FalseRecordEvent>> confirmed(Facts facts) {
        List<DatedEvent<FalseRecordEvent>> findings = facts.inOrder(FalseRecordEvent.class);
        if (findings.isEmpty()) {
            return List.of();
        }
        Set<String> withdrawn = findings.stream()
                .filter(finding -> finding.data() instanceof FalseRecordWithdrawn)
                .map(finding -> finding.data().falseRecordId())
                .collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> finding.data() instanceof FalseRecordConfirmed)
                .filter(finding -> !withdrawn.contains(finding.data().falseRecordId()))
                .toList();
    }

    /** Tells the versions of false records among facts. */
    public static Predicate<Envelope<?>> among(Facts facts) {
        Set<String> found = confirmed(facts).stream()
                .map(DatedEvent::data)
                .flatMap(finding -> Contracts.ofType(finding.recordType()).stream()
                        .map(contract -> contract.topic() + ' ' + finding.recordId()))
                .collect(Collectors.toUnmodifiableSet());
        return fact -> recordOf(fact.data())
                .filter(record ->
                        found.contains(Contracts.of(fact.data().getClass()).topic() + ' ' + record))
                .isPresent();
    }

    /** The false records of a family. */
    public static Set<String> of(Facts facts, Class<? extends DomainEvent> family) {
        List<DatedEvent<FalseRecordEvent>> confirmed = confirmed(facts);
        if (confirmed.isEmpty()) {
            return Set.of();
        }
        String topic = Contracts.topicOf(family);
        return confirmed.stream()
                .map(DatedEvent::data)
                .filter(finding -> Contracts.ofType(finding.recordType())
                        .map(Contract::topic)
                        .filter(topic::equals)
                        .isPresent())
                .map(FalseRecordEvent::recordId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
