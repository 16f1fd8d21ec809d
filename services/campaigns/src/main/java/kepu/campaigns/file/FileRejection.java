package kepu.campaigns.file;

import kepu.defaults.Rejection;

/** Why a file is refused. */
final class FileRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private FileRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static FileRejection nameInvalid() {
        return new FileRejection(422, "file-name-invalid");
    }

    static FileRejection typeNotTaken(String taken) {
        return new FileRejection(422, "file-type-not-taken", taken);
    }

    static FileRejection notWhatItSays(FileType named) {
        return new FileRejection(422, "file-not-what-its-name-says", named.extension());
    }

    static FileRejection damaged() {
        return new FileRejection(422, "file-damaged");
    }

    static FileRejection expandsTooMuch(int megabytes) {
        return new FileRejection(422, "file-expands-too-much", megabytes);
    }

    static FileRejection empty() {
        return new FileRejection(422, "file-empty");
    }

    static FileRejection tooLarge(int megabytes) {
        return new FileRejection(413, "file-too-large", megabytes);
    }

    static FileRejection incomplete() {
        return new FileRejection(400, "file-incomplete");
    }

    static FileRejection checksumMismatch(String sha256) {
        return new FileRejection(422, "file-checksum-mismatch", sha256);
    }

    static FileRejection busy() {
        return new FileRejection(503, "files-busy");
    }

    static FileRejection storeUnavailable() {
        return new FileRejection(503, "file-store-unavailable");
    }

    static FileRejection unknown(String fileId) {
        return new FileRejection(422, "unknown-file", fileId);
    }
}
