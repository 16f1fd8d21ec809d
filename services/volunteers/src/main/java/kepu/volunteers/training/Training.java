package kepu.volunteers.training;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.mapping.Document;

/** A training session (培训) of a team and who attended it. */
@Document("trainings")
@Listed(
        by = {"teamId=content.teamId", "kind=content.kind"},
        text = "topic=content.topic")
class Training extends AmendableRecord<Training.Content> {
    record Content(String teamId, Kind kind, String topic, int minutes, Set<String> attendees) {
        Content {
            attendees = new TreeSet<>(attendees);
        }

        Instant until(Instant from) {
            return from.plus(Duration.ofMinutes(minutes));
        }

        void requireOver(Instant from, Instant now) {
            if (until(from).isAfter(now)) {
                throw TrainingRejection.notOver(until(from));
            }
        }
    }

    /** Those of a unit that at least one of the memberships attended. */
    static Bson attendedBy(String unitId, Collection<String> memberships) {
        return Filters.and(Filters.eq("unitId", unitId), Filters.in("content.attendees", memberships));
    }

    Training(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same people learned the same; how long it took is stated differently by different people. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.teamId(), is.kind(), is.topic(), is.attendees());
    }

    @Override
    protected TrainingHeld recorded(Content is) {
        return new TrainingHeld(id(), is.teamId(), is.kind(), is.topic(), is.minutes(), is.attendees());
    }

    @Override
    protected TrainingCorrected corrected(Content is, Content was, Instant before) {
        return new TrainingCorrected(id(), is.teamId(), is.kind(), is.topic(), is.minutes(), is.attendees(), before);
    }

    @Override
    protected TrainingWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new TrainingWithdrawn(id(), reason, before);
    }
}
