package kepu.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import kepu.defaults.Command;

/** Makes RSA keys. One of 3072 bits takes five times as long to make as one of 2048, and three times as long to sign. */
record KeyMaker(int bits) {
    /** @throws IllegalArgumentException for fewer bits than RS256 is safe with */
    KeyMaker {
        if (bits < RSAKeyGenerator.MIN_KEY_SIZE_BITS) {
            throw new IllegalArgumentException(
                    "kepu.identity.key-bits is %d, but a key has %d bits at least: fewer can be broken"
                            .formatted(bits, RSAKeyGenerator.MIN_KEY_SIZE_BITS));
        }
    }

    RSAKey make() {
        try {
            return new RSAKeyGenerator(bits)
                    .keyID(Command.newEventId().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
