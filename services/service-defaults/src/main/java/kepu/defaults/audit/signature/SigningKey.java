package kepu.defaults.audit.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import kepu.defaults.secret.OwnerOnlyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What signs the heads of the chains: an Ed25519 key, kept in a file of its owner's or only in memory. */
public final class SigningKey {
    private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
    private static final String PRIVATE = "PRIVATE KEY";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String id;
    private final boolean lasting;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey, boolean lasting) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.id = TrustedKeys.id(publicKey);
        this.lasting = lasting;
    }

    /** A key that is gone with the process: nobody can verify afterwards what it signed. */
    public static SigningKey inMemory() {
        KeyPair pair = generate();
        return new SigningKey(pair.getPrivate(), pair.getPublic(), false);
    }

    /**
     * The key in a PKCS#8 PEM file; made, for its owner's eyes only, if there is none. The public key lies beside it, in
     * a file of the same name with {@code .pub} behind.
     *
     * @throws IllegalStateException if the file holds no Ed25519 key
     */
    public static SigningKey in(Path file) {
        try {
            OwnerOnlyFile secret = new OwnerOnlyFile(file);
            if (!secret.exists()
                    && secret.make(Pem.write(generate().getPrivate().getEncoded(), PRIVATE))) {
                log.info("a new key for the audit log was made: {}", file);
            }
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(secret.read(), PRIVATE)));
            SigningKey key = new SigningKey(privateKey, publicOf(privateKey), true);
            publish(key, file.resolveSibling(file.getFileName() + ".pub"));
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no Ed25519 key as PKCS#8 PEM", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log's key " + file + " cannot be used", e);
        }
    }

    private static void publish(SigningKey key, Path file) throws IOException {
        String text = Pem.write(key.publicKey.getEncoded(), Pem.PUBLIC);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            try {
                Files.writeString(
                        file,
                        text,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
            } catch (IOException e) { // a mounted secret cannot be written beside
                log.warn("the public key cannot be written beside the audit log's key: {}", e.toString());
            }
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK derives a public key only while it generates: so it is given the private key for its dice. */
    private static PublicKey publicOf(PrivateKey privateKey) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) privateKey).getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Loaded(seed));
        PublicKey publicKey = generator.generateKeyPair().getPublic();
        byte[] probe = "kepu".getBytes(StandardCharsets.UTF_8);
        if (!TrustedKeys.isSigned(publicKey, probe, sign(privateKey, probe))) {
            throw new GeneralSecurityException("the public key could not be derived");
        }
        return publicKey;
    }

    private static final class Loaded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Loaded(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** First half of the SHA-256 of the public key. */
    public String id() {
        return id;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** Whether the next process will have it too. */
    boolean isLasting() {
        return lasting;
    }

    String sign(byte[] message) {
        try {
            return Base64.getEncoder().encodeToString(sign(privateKey, message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }
}
