package kepu.identity.key;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import kepu.access.Allow;
import kepu.access.Caller;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.access.Access;
import kepu.defaults.text.Text;
import kepu.identity.key.SigningKeys.Published;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The signing keys over HTTP, for those who administrate the whole installation. */
@RestController
@RequestMapping("/api/v1/identity/signing-keys")
class SigningKeyController {
    private final SigningKeys keys;

    SigningKeyController(SigningKeys keys) {
        this.keys = keys;
    }

    record SigningKeysView(List<Published> items) {}

    record WithdrawalRequest(
            @NotBlank @Text(max = 200, lines = true) String reason) {}

    @GetMapping
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    SigningKeysView published() {
        everywhere();
        return new SigningKeysView(keys.published());
    }

    @PostMapping("/rotation")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @ResponseStatus(HttpStatus.CREATED)
    Published rotate(Caller caller) {
        everywhere();
        return keys.rotate(caller);
    }

    /** A key that leaked: nothing that it signed counts any more. Answers with the key that signs in its place. */
    @PostMapping("/{keyId}/withdrawal")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    Published withdraw(@PathVariable String keyId, @Valid @RequestBody WithdrawalRequest request, Caller caller) {
        everywhere();
        return keys.withdraw(keyId, request.reason(), caller);
    }

    private static void everywhere() {
        if (!Access.current().everywhere()) {
            throw KeyRejection.notEverywhere();
        }
    }
}
