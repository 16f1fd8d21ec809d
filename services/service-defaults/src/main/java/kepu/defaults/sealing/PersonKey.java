package kepu.defaults.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;

/** The key of one person's data; what it sealed opens for that person and that field only. */
public final class PersonKey {
    private final String id;
    private final KeysetHandle keyset;
    private final Aead aead;

    private PersonKey(String id, KeysetHandle keyset) throws GeneralSecurityException {
        this.id = id;
        this.keyset = keyset;
        this.aead = Sealing.with(keyset);
    }

    public static PersonKey fresh() {
        try {
            return new PersonKey(UUID.randomUUID().toString(), Sealing.newKeyset());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException if it was wrapped by another master key, or is another person's */
    static PersonKey unwrapped(String id, byte[] wrapped, MasterKey master) {
        try {
            return new PersonKey(
                    id, TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master.aead(), associated("key", id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key " + id + " cannot be unwrapped", e);
        }
    }

    byte[] wrapped(MasterKey master) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, master.aead(), associated("key", id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String id() {
        return id;
    }

    public String seal(String personId, String field, String plain) {
        try {
            return Base64.getEncoder()
                    .encodeToString(aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), associated(personId, field)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException if it was not sealed with this key, for this person and this field */
    public String open(String personId, String field, String sealed) {
        try {
            return new String(
                    aead.decrypt(Base64.getDecoder().decode(sealed), associated(personId, field)),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the field " + field + " of " + personId + " cannot be opened", e);
        }
    }

    /** The zero keeps apart what could else be read in two ways. */
    private static byte[] associated(String owner, String what) {
        return (owner + '\0' + what).getBytes(StandardCharsets.UTF_8);
    }
}
