package kepu.readingrooms.distance;

import java.time.Instant;
import java.util.List;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionCorrected;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionHeld;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionWithdrawn;
import kepu.contracts.readingrooms.DistanceSessionEvent.Kind;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** A session of distance education (远程教育) in a room; of those who attended only the number is known. */
@Document("distance-sessions")
@Listed(
        by = {"roomId=content.roomId", "kind=content.kind"},
        text = "topic=content.topic")
class DistanceSession extends AmendableRecord<DistanceSession.Content> {
    record Content(String roomId, Kind kind, String topic, int minutes, int participants) {}

    DistanceSession(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** How long it took and how many came is stated differently by different people. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.roomId(), is.kind(), is.topic());
    }

    @Override
    protected DistanceSessionHeld recorded(Content is) {
        return new DistanceSessionHeld(id(), is.roomId(), is.kind(), is.topic(), is.minutes(), is.participants());
    }

    @Override
    protected DistanceSessionCorrected corrected(Content is, Content was, Instant before) {
        return new DistanceSessionCorrected(
                id(), is.roomId(), is.kind(), is.topic(), is.minutes(), is.participants(), before);
    }

    @Override
    protected DistanceSessionWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new DistanceSessionWithdrawn(id(), reason, before);
    }
}
