package kepu.defaults.list;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list behind which a page starts: value and id of the last document before it. It stays right whatever is
 * stored or withdrawn meanwhile.
 *
 * @param query to which list it belongs
 * @param value by which the list is sorted, as it is stored
 */
record Cursor(String query, Object value, String id) {
    private static final Set<BsonType> VALUES =
            EnumSet.of(BsonType.STRING, BsonType.DATE_TIME, BsonType.INT32, BsonType.INT64, BsonType.BOOLEAN);

    String text() {
        Document document = new Document("q", query).append("v", value).append("i", id);
        ByteBuffer bytes = new RawBsonDocument(document, new DocumentCodec())
                .getByteBuffer()
                .asNIO();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(array);
    }

    /** @return null if the text is no cursor */
    static @Nullable Cursor of(String text) {
        try {
            RawBsonDocument document =
                    new RawBsonDocument(Base64.getUrlDecoder().decode(text));
            BsonValue value = Objects.requireNonNull(document.get("v"));
            Cursor cursor = new Cursor(
                    document.getString("q").getValue(),
                    value,
                    document.getString("i").getValue());
            return VALUES.contains(value.getBsonType()) && cursor.text().equals(text) ? cursor : null;
        } catch (RuntimeException _) { // whatever a caller has made up, and whatever the decoder says of it
            return null;
        }
    }
}
