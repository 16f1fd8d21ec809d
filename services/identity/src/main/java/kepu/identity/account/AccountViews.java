package kepu.identity.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What people see of accounts: never a password, a secret or a hash of one. */
@Component
class AccountViews {
    /** How many accounts are read at a time while those outside the caller's reach are left out. */
    private static final int READ_AT_ONCE = 200;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;

    AccountViews(AggregateStore store, MongoOperations mongo, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * An account as its administrators see it.
     *
     * @param lockedUntil end of the last lock-out after wrong passwords
     * @param grants all that were ever made
     */
    record AccountView(
            String accountId,
            Kind kind,
            @Nullable String username,
            String displayName,
            String unitId,
            Instant openedAt,
            boolean mustChangePassword,
            boolean locked,
            @Nullable Instant lockedUntil,
            @Nullable Instant closedAt,
            List<GrantView> grants,
            long version) {
        static AccountView of(Account account) {
            return new AccountView(
                    account.id(),
                    account.kind(),
                    account.username(),
                    account.displayName(),
                    account.unitId(),
                    account.openedAt(),
                    account.mustChangePassword(),
                    account.lockedByAdministrator(),
                    account.lockedUntil(),
                    account.closedAt(),
                    account.grants().stream().map(GrantView::of).toList(),
                    account.version());
        }
    }

    record GrantView(
            String grantId,
            Role role,
            String unitId,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant revokedAt,
            @Nullable String revokedBecause) {
        static GrantView of(Account.GrantedRole grant) {
            return new GrantView(
                    grant.grantId(),
                    grant.role(),
                    grant.unitId(),
                    grant.from(),
                    grant.until(),
                    grant.revokedAt(),
                    grant.revokedBecause());
        }
    }

    /** A page in the order of ids; {@code next} is the cursor of the following one, if there is one. */
    record AccountsView(List<AccountView> items, @Nullable String next) {}

    /** An account as its owner sees it, with the grants that hold now. */
    record OwnView(
            String accountId,
            Kind kind,
            @Nullable String username,
            String displayName,
            String unitId,
            List<GrantView> grants) {}

    AccountView account(String accountId) {
        return AccountView.of(store.get(Account.class, accountId));
    }

    /** One's own account, wherever it belongs. */
    OwnView own(String accountId) {
        Account account = mongo.findById(accountId, Account.class);
        if (account == null) {
            throw Rejection.notFound("accounts", accountId);
        }
        return new OwnView(
                account.id(),
                account.kind(),
                account.username(),
                account.displayName(),
                account.unitId(),
                account.grantsInForce(clock.instant()).stream()
                        .map(GrantView::of)
                        .toList());
    }

    AccountsView accounts(@Nullable String unitId, @Nullable String after, int limit) {
        List<AccountView> found = new ArrayList<>();
        String last = after;
        // One more than asked for tells whether there is a next page.
        while (found.size() <= limit) {
            List<Account> read = read(unitId, last);
            for (Account account : read) {
                if (found.size() <= limit && Access.current().covers(account.unitId())) {
                    found.add(AccountView.of(account));
                }
            }
            if (read.size() < READ_AT_ONCE) {
                break;
            }
            last = read.getLast().id();
        }
        if (found.size() <= limit) {
            return new AccountsView(found, null);
        }
        return new AccountsView(
                List.copyOf(found.subList(0, limit)), found.get(limit - 1).accountId());
    }

    private List<Account> read(@Nullable String unitId, @Nullable String after) {
        Query query = new Query();
        if (unitId != null) {
            query.addCriteria(where("unitId").is(unitId));
        }
        if (after != null) {
            query.addCriteria(where("_id").gt(after));
        }
        return mongo.find(query.with(Sort.by("_id")).limit(READ_AT_ONCE), Account.class);
    }
}
