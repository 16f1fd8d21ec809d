package kepu.campaigns.file;

import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** What the other features may ask about files, and what they tell about them. */
@Component
public class ArchiveFiles {
    private final FileRegister register;
    private final ArchiveStore store;

    ArchiveFiles(FileRegister register, ArchiveStore store) {
        this.register = register;
        this.store = store;
    }

    /**
     * A file as it is kept.
     *
     * @param size in bytes
     * @param sha256 of the bytes that are kept, in hexadecimal digits
     */
    public record StoredFile(String fileId, String mediaType, long size, String sha256) {
        /** What a name of such a file ends with. */
        public String extension() {
            return FileType.of(mediaType).extension();
        }
    }

    /** Which files something names. */
    @FunctionalInterface
    public interface Uses {
        Set<String> named(Collection<String> fileIds);
    }

    /**
     * A file of the unit; it stays for a day at least, so that there is time to name it.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-file}
     */
    public StoredFile require(String fileId, String unitId) {
        if (!fileId.startsWith(unitId + ':') || !register.use(fileId)) {
            throw FileRejection.unknown(fileId);
        }
        return register.find(fileId)
                .map(FileRegister.Registered::file)
                .orElseThrow(() -> FileRejection.unknown(fileId));
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-file} */
    public Resource content(String fileId) {
        return register.find(fileId).<Resource>map(Content::new).orElseThrow(() -> FileRejection.unknown(fileId));
    }

    private final class Content extends AbstractResource {
        private final FileRegister.Registered file;

        private Content(FileRegister.Registered file) {
            this.file = file;
        }

        @Override
        public InputStream getInputStream() {
            return store.read(file.key(), file.file().size());
        }

        @Override
        public long contentLength() {
            return file.file().size();
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public String getDescription() {
            return "file " + file.file().fileId();
        }
    }
}
