package kepu.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Keeps documents in the file as BSON, as they came over the wire.
 *
 * <p>The alternative is Java serialisation, which takes several times the space and time: every commit writes the
 * neighbours of a changed document again, so this is the larger part of what a write costs.
 */
final class DocumentType extends BasicDataType<Document> {

    private static final int HEAP_BYTES_PER_STORED_BYTE = 2;

    @Override
    public int getMemory(Document document) {
        // Steers when a page is split and how many stay in the cache; the map asks for a sample of the values only.
        return HEAP_BYTES_PER_STORED_BYTE * size(document);
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        target.put(encoded(document).nioBuffer());
    }

    @Override
    public Document read(ByteBuffer source) {
        // The first four bytes of BSON are its length; nothing marks its end in the page.
        int length = Integer.reverseBytes(source.getInt(source.position()));
        Document document = BsonDecoder.decodeBson(Unpooled.wrappedBuffer(source.slice(source.position(), length)));
        source.position(source.position() + length);
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    static int size(Document document) {
        return encoded(document).readableBytes();
    }

    private static ByteBuf encoded(Document document) {
        ByteBuf bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        return bytes;
    }
}
