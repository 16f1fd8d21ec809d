package kepu.identity.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kepu.access.Caller;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.replica.AccountReplica;
import kepu.identity.account.Accounts;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Asks the accounts themselves what of a token counts no more: at once, and while Kafka is away too, or whoever was locked
 * could unlock themselves. Only of an account that is not here it believes what was told.
 */
@Component
@Primary
class OwnAccounts implements KnownAccounts {
    private final Accounts accounts;
    private final AccountReplica told;

    OwnAccounts(Accounts accounts, AccountReplica told) {
        this.accounts = accounts;
        this.told = told;
    }

    @Override
    public Optional<Caller> asOfNow(Caller caller) {
        return accounts.standing(caller.subject())
                .map(standing -> standing.asOfNow(caller))
                .orElseGet(() -> told.asOfNow(caller));
    }

    @Override
    public Set<String> othersOfPerson(String accountId) {
        return accounts.ofSamePerson(accountId);
    }

    @Override
    public Set<String> unitsOfOthers(String accountId, Instant now) {
        return told.unitsOfOthers(accountId, now);
    }

    @Override
    public Optional<OwnPerson> personOf(String accountId) {
        return accounts.personOf(accountId);
    }
}
