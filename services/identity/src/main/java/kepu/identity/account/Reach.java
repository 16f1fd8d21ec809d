package kepu.identity.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.store.AggregateStore;
import kepu.identity.account.grant.Giver;
import kepu.identity.account.grant.GrantRejection;
import kepu.identity.account.grant.GrantedRole;
import kepu.identity.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** How far an administrator may go with an account: not beyond their own rights, and never so that nobody is left. */
@Component
class Reach {
    private static final Comparator<GrantedRole> LONGEST_FIRST = Comparator.<GrantedRole, Instant>comparing(
                    grant -> grant.until() == null ? Instant.MAX : grant.until())
            .reversed();

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Lease lease;
    private final UnitParents parents;
    private final Clock clock;

    Reach(AggregateStore store, MongoOperations mongo, Lease lease, UnitParents parents, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.lease = lease;
        this.parents = parents;
        this.clock = clock;
    }

    /** Nobody decides on an account that has a right where they have none. */
    static void requireOver(Account account, Instant now) {
        for (GrantedRole grant : account.grants().notEnded(now)) {
            if (!Access.current().covers(grant.unitId())) {
                throw GrantRejection.beyondOwnRight(grant.unitId());
            }
        }
    }

    /**
     * Who governs, records, inspects and audits are different people, whichever of their accounts they use.
     *
     * @param grants of the account
     * @throws GrantRejection 409 {@code incompatible-roles} if another account of the same person has one that excludes one of them
     */
    void requireApart(Account account, List<GrantedRole> grants, Instant now) {
        Set<String> names = account.names();
        mongo
                .find(
                        query(new Criteria()
                                .orOperator(
                                        where("personId").in(names), where("id").in(names))),
                        Account.class)
                .stream()
                .filter(other -> !other.id().equals(account.id()) && other.closedAt() == null)
                .flatMap(other -> other.grants().notEnded(now).stream())
                .forEach(held -> grants.stream()
                        .filter(held::isApartFrom)
                        .findFirst()
                        .ifPresent(wanted -> {
                            throw GrantRejection.incompatibleRoles(wanted.role(), held.role());
                        }));
    }

    /** Whoever could take an account over would have its rights, so they must have them already, and for as long. */
    void requireTakeover(Account account, Command command) {
        requireOver(account, command.now());
        account.requireNoMoreThan(unitId -> giver(command.actor(), unitId, command.now()), command.now());
    }

    /**
     * By which right somebody grants at a unit: of their own grants that reach it, the one that holds longest; none that hangs
     * on one that was revoked, even if the revocation broke off before it came down to it.
     *
     * @throws kepu.defaults.Rejection 403 {@code right-missing} if none does any more
     */
    Giver giver(String accountId, String unitId, Instant now) {
        Account account = mongo.findById(accountId, Account.class);
        if (account == null) {
            return Giver.of(accountId); // another issuer vouches for them
        }
        return account.grants().inForce(now).stream()
                .filter(_ -> account.isUsable())
                .filter(grant -> grant.role() == Role.SYSTEM_ADMINISTRATOR
                        && new Access(Set.of(grant.unitId()), parents, clock).covers(unitId))
                .sorted(LONGEST_FIRST)
                .flatMap(
                        right -> above(right, now)
                                .map(above -> new Giver(account.names(), right.grantId(), right.until(), above))
                                .stream())
                .findFirst()
                .orElseThrow(SharedRefusal.RIGHT_MISSING::with);
    }

    /** Those from whom a right comes; empty if one of theirs was revoked. */
    private Optional<Set<String>> above(GrantedRole right, Instant now) {
        Set<String> above = new HashSet<>();
        Optional<String> under = Optional.ofNullable(right.under());
        while (under.isPresent()) {
            String grantId = under.get();
            Account giver = mongo.findOne(query(where("grants.grantId").is(grantId)), Account.class);
            if (giver == null) {
                break;
            }
            above.addAll(giver.names());
            GrantedRole given = giver.grants().find(grantId).orElseThrow();
            if (given.isRevokedBy(now)) {
                return Optional.empty();
            }
            under = Optional.ofNullable(given.under());
        }
        return Optional.of(above);
    }

    /** Grants that were given under this one, or under one of those, each with its account. */
    Map<String, String> below(String grantId) {
        return below(grantId, (_, _) -> true);
    }

    /** Those of them that have not ended. */
    Map<String, String> standingBelow(String grantId, Instant now) {
        return below(grantId, (account, grant) -> account.closedAt() == null && !grant.hasEndedBy(now));
    }

    /** Whether what was given under a grant ends: it was revoked itself, or nobody acts by it any more. */
    boolean mayBeCutBelow(String grantId, Instant now) {
        Account giver = mongo.findOne(query(where("grants.grantId").is(grantId)), Account.class);
        return giver != null
                && (giver.closedAt() != null
                        || giver.grants().find(grantId).orElseThrow().hasEndedBy(now));
    }

    private Map<String, String> below(String grantId, BiPredicate<Account, GrantedRole> wanted) {
        Map<String, String> below = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> givers = Set.of(grantId);
        while (!givers.isEmpty()) {
            Set<String> above = givers;
            Set<String> given = new HashSet<>();
            for (Account account : mongo.find(query(where("grants.under").in(above)), Account.class)) {
                account.grants().all().stream()
                        .filter(grant -> grant.under() != null && above.contains(grant.under()))
                        .filter(grant -> seen.add(grant.grantId()))
                        .forEach(grant -> {
                            given.add(grant.grantId());
                            if (wanted.test(account, grant)) {
                                below.put(grant.grantId(), account.id());
                            }
                        });
            }
            givers = given;
        }
        return below;
    }

    /** Whether it is a person's who alone can be relied on to administrate the whole installation. */
    boolean isLastAdministrator(Account account) {
        Instant now = clock.instant();
        return account.isLastingAdministrator(now, null)
                && administrators(now).allMatch(other -> other.id().equals(account.id()));
    }

    /**
     * Takes somebody's power to administrate only if another person has it for good.
     *
     * @param grantId the grant that is to end, with all that was given under it; none: those of the account
     * @param change is to run what it is given before it changes anything, but not on a retry
     */
    Receipt whileAnotherRemains(String accountId, @Nullable String grantId, Function<Runnable, Receipt> change) {
        if (!takesAny(accountId, grantId)) {
            return change.apply(() -> {});
        }
        return lease.hold(
                "administrators",
                () -> change.apply(() -> {
                    if (takesAny(accountId, grantId)
                            && remaining(accountId, grantId).findAny().isEmpty()) {
                        throw AccountRejection.lastAdministrator();
                    }
                }));
    }

    private boolean takesAny(String accountId, @Nullable String grantId) {
        store.get(Account.class, accountId);
        return administrators(clock.instant()).count()
                != remaining(accountId, grantId).count();
    }

    /** Who would be left. */
    private Stream<Account> remaining(String accountId, @Nullable String grantId) {
        Instant now = clock.instant();
        if (grantId == null) {
            return administrators(now).filter(account -> !account.id().equals(accountId));
        }
        Set<String> ending = new HashSet<>(below(grantId).keySet());
        ending.add(grantId);
        return administrators(now).filter(account -> account.administratesWithout(now, ending));
    }

    private Stream<Account> administrators(Instant now) {
        return mongo.find(query(where("grants.unitId").is(Grant.EVERYWHERE)), Account.class).stream()
                .filter(account -> account.isLastingAdministrator(now, null));
    }
}
