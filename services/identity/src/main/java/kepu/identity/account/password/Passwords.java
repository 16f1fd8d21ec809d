package kepu.identity.account.password;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kepu.defaults.Rejection;
import kepu.defaults.Turns;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Slow hashes of passwords, on half of the machine's processors at most: whoever guesses leaves the rest to others. It takes as
 * long to refuse a password of nobody as one of somebody.
 */
@Component
public class Passwords {
    private final PasswordEncoder encoder;
    private final String nobodys;
    private final Turns turns;

    /** @param strength of bcrypt: each step doubles the time that a guess takes */
    @Autowired
    Passwords(@Value("${kepu.identity.bcrypt-strength}") int strength) {
        this(strength, new Turns(Passwords::busy));
    }

    /** @param processors how many hashes may be computed at a time */
    Passwords(int strength, Semaphore processors) {
        this(strength, new Turns(processors, Passwords::busy));
    }

    private Passwords(int strength, Turns turns) {
        this.turns = turns;
        encoder = new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength)));
        nobodys = hash("the password of nobody");
    }

    public final String hash(String password) {
        return turns.take(() -> {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("a password has a hash");
            }
            return hash;
        });
    }

    /**
     * @param hash asked for once it is the password's turn, so that whoever is sent away before made no attempt; none for an
     *     account that nobody may use: never matches
     */
    public boolean match(String password, Supplier<Optional<String>> hash) {
        return turns.take(() -> {
            Optional<String> known = hash.get();
            return encoder.matches(password, known.orElse(nobodys)) && known.isPresent();
        });
    }

    /** More passwords are being checked just now than the machine can. */
    private static Rejection busy() {
        return new Rejection(503, "sign-in-busy");
    }
}
