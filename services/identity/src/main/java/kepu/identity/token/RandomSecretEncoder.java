package kepu.identity.token;

import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Compares the secrets of machines, which are random and need no slow hash. */
final class RandomSecretEncoder implements PasswordEncoder {
    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : Secrets.hash(secret.toString());
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        return secret != null && hash != null && Secrets.matches(secret.toString(), hash);
    }
}
