package kepu.identity.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of machines over HTTP; what else is done with them is done with any account. */
@RestController
@RequestMapping("/api/v1/identity/clients")
class ClientController {
    private final OpenAccount openAccount;
    private final RenewSecret renewSecret;

    ClientController(OpenAccount openAccount, RenewSecret renewSecret) {
        this.openAccount = openAccount;
        this.renewSecret = renewSecret;
    }

    record ClientRequest(
            @NotBlank @Text(max = 60) String name,

            @NotNull @Pattern(regexp = AccountController.UNIT, message = "{form.unit-code}")
            String unitId) {}

    /**
     * A receipt with a secret that is shown this once; a retry under the same key gets the receipt without it.
     *
     * @param id of the account, and of the client at the token endpoint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClientSecretView(
            String id,
            String unitId,
            long version,
            List<String> events,
            @Nullable String clientSecret) {
        static ClientSecretView of(OpenAccount.Opened opened) {
            Receipt receipt = opened.receipt();
            return new ClientSecretView(
                    receipt.id(), receipt.unitId(), receipt.version(), receipt.events(), opened.secret());
        }
    }

    @PostMapping
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<ClientSecretView> register(@Valid @RequestBody ClientRequest request, Command command) {
        ClientSecretView opened = ClientSecretView.of(openAccount.handle(command, request));
        return AccountController.once(HttpStatus.CREATED, opened.version())
                .location(URI.create("/api/v1/identity/accounts/" + opened.id()))
                .body(opened);
    }

    /** The old secret is no good from then on. */
    @PostMapping("/{clientId}/secret")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    ResponseEntity<ClientSecretView> rotate(@PathVariable String clientId, Command command) {
        ClientSecretView renewed = ClientSecretView.of(renewSecret.handle(command, clientId));
        return AccountController.once(HttpStatus.OK, renewed.version()).body(renewed);
    }
}
