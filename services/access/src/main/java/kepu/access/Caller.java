package kepu.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;

/**
 * Whose token it is.
 *
 * @param subject pseudonym; the actor of what is done with the token
 * @param asOf how much of the account's life the token knows of; none in a token of another issuer
 */
public record Caller(
        String subject, List<Grant> grants, @Nullable AsOf asOf) {
    public Caller {
        grants = List.copyOf(grants);
    }

    public Caller(String subject, List<Grant> grants) {
        this(subject, grants, null);
    }

    /**
     * The last event of an account that had happened: what was told after it, a token does not know.
     *
     * @param epoch of the identity service's database
     * @param sequence of the event among those of the account
     */
    public record AsOf(long epoch, long sequence) {
        /** The claim that carries it. */
        public static final String CLAIM = "kepu_as_of";

        private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

        /** The form in a token. */
        public String text() {
            return epoch + "-" + sequence;
        }

        /** @return empty if nobody can read it */
        public static Optional<AsOf> parse(String text) {
            Matcher read = TEXT.matcher(text);
            return read.matches()
                    ? Optional.of(new AsOf(Long.parseLong(read.group(1)), Long.parseLong(read.group(2))))
                    : Optional.empty();
        }

        public boolean isBefore(AsOf other) {
            return epoch == other.epoch ? sequence < other.sequence : epoch < other.epoch;
        }
    }

    /** The same without some of the grants. */
    public Caller with(List<Grant> remaining) {
        return new Caller(subject, remaining, asOf);
    }

    /** The units at which the caller has one of these roles; {@link Grant#EVERYWHERE} may be among them. */
    public Set<String> unitsOf(Set<Role> roles, Instant now) {
        return grants.stream()
                .filter(grant -> roles.contains(grant.role()) && grant.holdsAt(now))
                .map(Grant::unitId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
