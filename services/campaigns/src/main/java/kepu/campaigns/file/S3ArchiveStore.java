package kepu.campaigns.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps bytes as objects of a bucket, one a file. An object is there once the whole of it is: what breaks off leaves none.
 */
final class S3ArchiveStore implements ArchiveStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3ArchiveStore.class);

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3ArchiveStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** With its length, straight from the disk. */
    @Override
    public void write(String key, Path content) {
        try {
            client.putObject(put -> put.bucket(bucket).key(prefix + key), RequestBody.fromFile(content));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public InputStream read(String key, long size) {
        return new Content(prefix + key, size);
    }

    @Override
    public void delete(String key, long size) {
        try {
            client.deleteObject(delete -> delete.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** What the server said is for those who run it, and not for whoever uploads. */
    private FileRejection unavailable(SdkException e) {
        log.warn("The bucket {} did not do what was asked", bucket, e);
        return FileRejection.storeUnavailable();
    }

    /** Asks when the first byte is read, from there on. */
    private final class Content extends InputStream {
        private final String key;
        private final long size;
        private long position;
        private @Nullable ResponseInputStream<GetObjectResponse> object;

        private Content(String key, long size) {
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
            if (length == 0) {
                return 0;
            }
            if (position >= size) {
                return -1;
            }
            if (object == null) {
                object = open();
            }
            int read = object.read(buffer, offset, (int) Math.min(length, size - position));
            if (read < 0) {
                throw new EOFException("a part of the file is gone: " + key);
            }
            position += read;
            return read;
        }

        private ResponseInputStream<GetObjectResponse> open() throws IOException {
            try {
                String range = "bytes=" + position + "-" + (size - 1);
                return client.getObject(get -> get.bucket(bucket).key(key).range(range));
            } catch (NoSuchKeyException e) {
                throw new EOFException("the file is gone: " + key);
            } catch (SdkException e) {
                throw unavailable(e);
            }
        }

        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, size - position);
            if (skipped > 0) {
                leave();
                position += skipped;
            }
            return skipped;
        }

        /** A connection with bytes still to come is of no more use. */
        private void leave() {
            if (object != null) {
                object.abort();
                object = null;
            }
        }

        @Override
        public void close() throws IOException {
            if (object != null && position >= size) {
                object.close();
            } else {
                leave();
            }
        }
    }
}
