package kepu.assessment.falserecord;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.facts.FactStore;
import kepu.assessment.journal.Journal;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import org.springframework.stereotype.Component;

/** Who has recorded or corrected a record, in whichever of its events, as far as scores read them. */
@Component
class Recorders {
    private final Journal journal;
    private final FactStore facts;

    Recorders(Journal journal, FactStore facts) {
        this.journal = journal;
        this.facts = facts;
    }

    /** @param eventId any event of the record */
    Set<String> of(String eventId) {
        return journal.find(eventId)
                .flatMap(entry -> EventCodec.decode(entry.wire()))
                .map(this::of)
                .orElse(Set.of());
    }

    Set<String> of(Envelope<?> event) {
        Set<String> recorders = new HashSet<>(Set.of(event.actor()));
        Optional<String> record = FalseRecords.recordOf(event.data());
        facts.about(event.unitId(), event.subject()).stream()
                .filter(told -> topic(told).equals(topic(event)))
                .filter(told -> FalseRecords.recordOf(told.data()).equals(record))
                .map(Envelope::actor)
                .forEach(recorders::add);
        return recorders;
    }

    private static String topic(Envelope<?> event) {
        return Contracts.of(event.data().getClass()).topic();
    }
}
