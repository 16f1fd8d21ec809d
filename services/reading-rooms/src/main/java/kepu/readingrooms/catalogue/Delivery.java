package kepu.readingrooms.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryWithdrawn;
import kepu.contracts.readingrooms.DeliveryEvent.Origin;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** Resources that came into a room together (入库): one or many hundred titles are one fact. */
@Document("deliveries")
@Listed(
        by = {"roomId=content.roomId", "origin=content.origin"},
        without = "content.lines")
class Delivery extends AmendableRecord<Delivery.Content> {
    /** A resource with the number of its copies. */
    record Line(Resource resource, int copies) {}

    /**
     * @param titles how many resources
     * @param copies of all of them
     * @param lines each resource once; absent only in lists
     */
    record Content(
            String roomId,
            Origin origin,
            int titles,
            int copies,
            @Nullable List<Line> lines) {
        static Content of(String roomId, Origin origin, List<Line> stated) {
            Map<String, Line> each = new LinkedHashMap<>();
            for (Line line : stated) {
                each.merge(
                        line.resource().id(),
                        line,
                        (first, again) -> new Line(first.resource(), first.copies() + again.copies()));
            }
            List<Line> lines = new ArrayList<>(each.values());
            int copies = lines.stream().mapToInt(Line::copies).sum();
            return new Content(roomId, origin, lines.size(), copies, lines);
        }

        List<Line> all() {
            return lines == null ? List.of() : lines;
        }

        Set<String> resources() {
            return all().stream().map(line -> line.resource().id()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    Delivery(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same titles in one room on one day, however many copies of each. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.roomId(), is.resources());
    }

    @Override
    protected DeliveryReceived recorded(Content is) {
        return new DeliveryReceived(id(), is.roomId(), is.origin(), is.resources(), is.copies());
    }

    @Override
    protected DeliveryCorrected corrected(Content is, Content was, Instant before) {
        return new DeliveryCorrected(id(), is.roomId(), is.origin(), is.resources(), is.copies(), before);
    }

    @Override
    protected DeliveryWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new DeliveryWithdrawn(id(), reason, before);
    }
}
