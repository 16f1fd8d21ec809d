package kepu.identity.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.access.Caller;
import kepu.access.Signed;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of people, and the roles granted to accounts of both kinds, over HTTP. */
@RestController
@RequestMapping("/api/v1/identity")
class AccountController {
    /** An official code, or {@code all}. */
    static final String UNIT = "[0-9A-Za-z][0-9A-Za-z-]{1,23}";

    /** Perhaps with {@code @} and a unit's code behind, also as a Chinese keyboard writes it. */
    private static final String USERNAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{1,39}(?:[@＠]" + UNIT + ")?";

    private static final String PSEUDONYM = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";

    private static final String ACCOUNTS = "/api/v1/identity/accounts";

    private final OpenAccount openAccount;
    private final RenewSecret renewSecret;
    private final GrantRole grantRole;
    private final RevokeRole revokeRole;
    private final SuspendAccount suspendAccount;
    private final AccountViews views;

    AccountController(
            OpenAccount openAccount,
            RenewSecret renewSecret,
            GrantRole grantRole,
            RevokeRole revokeRole,
            SuspendAccount suspendAccount,
            AccountViews views) {
        this.openAccount = openAccount;
        this.renewSecret = renewSecret;
        this.grantRole = grantRole;
        this.revokeRole = revokeRole;
        this.suspendAccount = suspendAccount;
        this.views = views;
    }

    record AccountRequest(
            @NotNull @Pattern(regexp = USERNAME, message = "{form.user-name}")
            String username,

            @NotBlank @Text(max = 60) String displayName,

            @NotNull @Pattern(regexp = UNIT, message = "{form.unit-code}")
            String unitId,

            @Nullable Instant occurredAt) {
        /** In the form in which login names are compared, or what is another name would be let pass. */
        AccountRequest {
            username = username == null ? null : Usernames.normal(username);
        }
    }

    /** @param from now, if missing */
    record GrantRequest(
            @NotNull Role role,

            @NotNull @Pattern(regexp = UNIT, message = "{form.unit-code}")
            String unitId,

            @Nullable Instant from,
            @Nullable Instant until) {}

    /**
     * @param personId pseudonym of whose account it is
     * @param reason needed where the account was another person's before
     */
    record PersonRequest(
            @NotNull @Pattern(regexp = PSEUDONYM, message = "{form.person-id}")
            String personId,

            @Nullable @Text(min = 1, max = 200, lines = true)
            String reason) {}

    record ReasonRequest(
            @NotBlank @Text(max = 200, lines = true) String reason) {}

    /** A receipt with a password that is shown this once; a retry under the same key gets the receipt without it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FirstPasswordView(
            String id,
            String unitId,
            long version,
            List<String> events,
            @Nullable String firstPassword) {
        static FirstPasswordView of(OpenAccount.Opened opened) {
            Receipt receipt = opened.receipt();
            return new FirstPasswordView(
                    receipt.id(), receipt.unitId(), receipt.version(), receipt.events(), opened.secret());
        }
    }

    @PostMapping("/accounts")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<FirstPasswordView> open(@Valid @RequestBody AccountRequest request, Command command) {
        FirstPasswordView opened = FirstPasswordView.of(openAccount.handle(command, request));
        return once(HttpStatus.CREATED, opened.version())
                .location(URI.create(ACCOUNTS + "/" + opened.id()))
                .body(opened);
    }

    /** An answer that holds a secret. */
    static ResponseEntity.BodyBuilder once(HttpStatus status, long version) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .eTag("\"" + version + "\"");
    }

    @GetMapping("/accounts/{accountId}")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<AccountViews.AccountView> account(@PathVariable String accountId) {
        AccountViews.AccountView account = views.account(accountId);
        return Receipts.versioned(account.version(), account);
    }

    @GetMapping("/accounts")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ListAnswer<AccountViews.AccountView> accounts(ListRequest<Account> request) {
        return request.answer(AccountViews::accounts);
    }

    @PostMapping("/accounts/{accountId}/grants")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> grant(
            @PathVariable String accountId, @Valid @RequestBody GrantRequest request, Command command) {
        return Receipts.created(ACCOUNTS + "/" + accountId + "/grants", grantRole.handle(command, accountId, request));
    }

    @PostMapping("/accounts/{accountId}/grants/{grantId}/revocation")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> revoke(
            @PathVariable String accountId,
            @PathVariable String grantId,
            @Valid @RequestBody ReasonRequest request,
            Command command) {
        return Receipts.done(revokeRole.handle(command, accountId, grantId, request));
    }

    @PostMapping("/accounts/{accountId}/lock")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> lock(
            @PathVariable String accountId, @Valid @RequestBody ReasonRequest request, Command command) {
        return Receipts.done(suspendAccount.handle(command, accountId, SuspendAccount.Change.LOCK, request));
    }

    @PostMapping("/accounts/{accountId}/unlock")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> unlock(
            @PathVariable String accountId, @Valid @RequestBody ReasonRequest request, Command command) {
        return Receipts.done(suspendAccount.handle(command, accountId, SuspendAccount.Change.UNLOCK, request));
    }

    @PostMapping("/accounts/{accountId}/closure")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> close(
            @PathVariable String accountId, @Valid @RequestBody ReasonRequest request, Command command) {
        return Receipts.done(suspendAccount.handle(command, accountId, SuspendAccount.Change.CLOSE, request));
    }

    /** Where something is verified, approved or vetoed, and where roles exclude each other, all accounts of one person are one. */
    @PostMapping("/accounts/{accountId}/person")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<Receipt> tie(
            @PathVariable String accountId, @Valid @RequestBody PersonRequest request, Command command) {
        return Receipts.done(suspendAccount.tie(command, accountId, request));
    }

    @PostMapping("/accounts/{accountId}/password-reset")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<FirstPasswordView> resetPassword(
            @PathVariable String accountId, @Valid @RequestBody ReasonRequest request, Command command) {
        FirstPasswordView reset = FirstPasswordView.of(renewSecret.handle(command, accountId, request));
        return once(HttpStatus.OK, reset.version()).body(reset);
    }

    @GetMapping("/me")
    @Signed
    AccountViews.OwnView me(Caller caller) {
        return views.own(caller.subject());
    }
}
