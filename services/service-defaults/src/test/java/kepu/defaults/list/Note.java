package kepu.defaults.list;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import org.bson.conversions.Bson;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** Something that is listed. */
@Document("notes")
@Listed(
        period = "writtenAt",
        state = Note.State.class,
        by = {"colour", "place"},
        text = "title=content.title",
        sort = {"id", "title=content.title", "writtenAt"})
record Note(
        @Id String id,
        String unitId,
        Instant writtenAt,
        Colour colour,
        String place,
        boolean withdrawn,
        Content content) {
    enum Colour {
        RED,
        GREEN
    }

    enum State implements ListState {
        HOLDS,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("withdrawn", this == WITHDRAWN);
        }
    }

    record Content(String title) {}

    static Note of(String id, String unitId, String title, String writtenAt) {
        return new Note(id, unitId, Instant.parse(writtenAt), Colour.RED, "wall", false, new Content(title));
    }
}
