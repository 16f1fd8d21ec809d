package kepu.campaigns.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where the bytes of files lie; each content is written once under a key of its own, and never changed. */
interface ArchiveStore {
    void write(String key, Path content) throws IOException;

    /** From the beginning; skipping costs nothing. */
    InputStream read(String key, long size);

    /** Also of what was written in part only. */
    void delete(String key, long size);
}
