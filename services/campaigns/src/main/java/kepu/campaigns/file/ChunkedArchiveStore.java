package kepu.campaigns.file;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;

/** Keeps bytes in documents of 255 KiB, as GridFS does, but found by their ids alone: so on every store that we run on. */
final class ChunkedArchiveStore implements ArchiveStore {
    static final int CHUNK = 255 * 1024;

    private final MongoOperations mongo;

    ChunkedArchiveStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void write(String key, Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            byte[] chunk = in.readNBytes(CHUNK);
            for (long number = 0; chunk.length > 0; number++) {
                chunks().insertOne(new Document("_id", id(key, number)).append("data", new Binary(chunk)));
                chunk = in.readNBytes(CHUNK);
            }
        }
    }

    @Override
    public InputStream read(String key, long size) {
        return new Chunks(key, size);
    }

    @Override
    public void delete(String key, long size) {
        List<String> ids = LongStream.range(0, (size + CHUNK - 1) / CHUNK)
                .mapToObj(number -> id(key, number))
                .toList();
        chunks().deleteMany(Filters.in("_id", ids));
    }

    private MongoCollection<Document> chunks() {
        return mongo.getCollection("archive-chunks");
    }

    private static String id(String key, long number) {
        return "%s|%05d".formatted(key, number);
    }

    /** Reads a chunk when its first byte is asked for. */
    private final class Chunks extends InputStream {
        private final String key;
        private final long size;
        private long position;
        private long held = -1;
        private byte[] chunk = new byte[0];

        private Chunks(String key, long size) {
            this.key = key;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (position >= size) {
                return -1;
            }
            hold(position / CHUNK);
            int from = (int) (position % CHUNK);
            int read = Math.min(length, chunk.length - from);
            System.arraycopy(chunk, from, buffer, offset, read);
            position += read;
            return read;
        }

        private void hold(long number) throws IOException {
            if (number != held) {
                Document found =
                        chunks().find(Filters.eq("_id", id(key, number))).first();
                if (found == null) {
                    throw new EOFException("a part of the file is gone: " + id(key, number));
                }
                chunk = found.get("data", Binary.class).getData();
                held = number;
            }
        }

        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, size - position);
            position += skipped;
            return skipped;
        }
    }
}
