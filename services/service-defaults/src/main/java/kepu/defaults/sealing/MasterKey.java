package kepu.defaults.sealing;

import com.google.crypto.tink.Aead;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import kepu.defaults.secret.OwnerOnlyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the persons' keys are wrapped with: 32 random bytes, in a file of its owner's or only in memory. */
final class MasterKey {
    /** Before the id of a key that is gone with its process. */
    static final String IN_MEMORY = "memory-";

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
    private static final int ID_BYTES = 8;

    private final String id;
    private final Aead aead;

    private MasterKey(String kind, byte[] bytes) {
        try {
            this.id = kind
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, ID_BYTES);
            this.aead = Sealing.with(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static MasterKey inMemory() {
        return new MasterKey(IN_MEMORY, random());
    }

    /**
     * The key in a file, as base64.
     *
     * @throws IllegalStateException if the file is not there or holds something else
     */
    static MasterKey in(Path file) {
        OwnerOnlyFile secret = new OwnerOnlyFile(file);
        if (!secret.exists()) {
            throw new IllegalStateException("the master key " + file + " is not there");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.read().strip());
            if (bytes.length != Sealing.KEY_BYTES) {
                throw new IllegalStateException(file + " does not hold " + Sealing.KEY_BYTES + " bytes as base64");
            }
            return new MasterKey("", bytes);
        } catch (IllegalArgumentException _) { // whose message may tell a part of the key
            throw new IllegalStateException(file + " does not hold " + Sealing.KEY_BYTES + " bytes as base64");
        }
    }

    /** A new key, never over another's. */
    static void make(Path file) {
        if (new OwnerOnlyFile(file).make(Base64.getEncoder().encodeToString(random()) + "\n")) {
            log.warn("a new master key for personal data was made: {}; keep a copy of it apart from the data", file);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[Sealing.KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Tells it from others, and nothing about it. */
    String id() {
        return id;
    }

    Aead aead() {
        return aead;
    }
}
