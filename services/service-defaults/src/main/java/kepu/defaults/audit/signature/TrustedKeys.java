package kepu.defaults.audit.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The public keys whose signature under a head counts. */
public final class TrustedKeys {
    private static final int ID_CHARACTERS = 32;

    private final Map<String, PublicKey> byId = new HashMap<>();

    public TrustedKeys(Collection<PublicKey> keys) {
        keys.forEach(key -> byId.put(id(key), key));
    }

    /**
     * Those in PEM files.
     *
     * @throws IllegalArgumentException if a file holds no Ed25519 public key
     */
    public static TrustedKeys in(Collection<Path> files) {
        return new TrustedKeys(files.stream().map(TrustedKeys::read).toList());
    }

    private static PublicKey read(Path file) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Pem.read(Files.readString(file), Pem.PUBLIC)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no Ed25519 public key in PEM form", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    public TrustedKeys and(PublicKey key) {
        TrustedKeys more = new TrustedKeys(byId.values());
        more.byId.put(id(key), key);
        return more;
    }

    static String id(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest).substring(0, ID_CHARACTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean hold(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Whether one of them signed exactly this. */
    public boolean signed(SignedCheckpoint head) {
        PublicKey key = byId.get(head.keyId());
        try {
            return key != null
                    && isSigned(key, head.signed(), Base64.getDecoder().decode(head.signature()));
        } catch (IllegalArgumentException e) {
            return false; // no Base64
        }
    }

    static boolean isSigned(PublicKey key, byte[] message, byte[] sign) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(sign);
        } catch (SignatureException e) {
            return false; // not even of a signature's form
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
