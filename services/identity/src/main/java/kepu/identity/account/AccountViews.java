package kepu.identity.account;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.identity.account.grant.GrantedRole;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of accounts: never a password, a secret or a hash of one. */
@Component
class AccountViews {
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
     * @param lockedUntil end of the last lock-out after wrong passwords, where they were typed
     * @param personId pseudonym of whose account it is, once somebody said so
     * @param grants all that were ever made
     */
    record AccountView(
            String accountId,
            Kind kind,
            @Nullable String username,
            String displayName,
            String unitId,
            @Nullable String personId,
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
                    account.personId(),
                    account.openedAt(),
                    account.mustChangePassword(),
                    account.lockedByAdministrator(),
                    account.lockedUntil(),
                    account.closedAt(),
                    account.grants().all().stream().map(GrantView::of).toList(),
                    account.version());
        }
    }

    /** @param under the giver's own grant, with which it ends */
    record GrantView(
            String grantId,
            Role role,
            String unitId,
            Instant from,
            @Nullable Instant until,
            @Nullable String under,
            @Nullable Instant revokedAt,
            @Nullable String revokedBecause) {
        static GrantView of(GrantedRole grant) {
            return new GrantView(
                    grant.grantId(),
                    grant.role(),
                    grant.unitId(),
                    grant.from(),
                    grant.until(),
                    grant.under(),
                    grant.revokedAt(),
                    grant.revokedBecause());
        }
    }

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
                account.grants().inForce(clock.instant()).stream()
                        .map(GrantView::of)
                        .toList());
    }

    static List<AccountView> accounts(List<Account> accounts) {
        return accounts.stream().map(AccountView::of).toList();
    }
}
