package kepu.identity.key;

import java.util.List;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.access.Access;
import kepu.identity.key.SigningKeys.Published;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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

    @GetMapping
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    SigningKeysView published() {
        everywhere();
        return new SigningKeysView(keys.published());
    }

    @PostMapping("/rotation")
    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @ResponseStatus(HttpStatus.CREATED)
    Published rotate() {
        everywhere();
        return keys.rotate();
    }

    private static void everywhere() {
        if (!Access.current().everywhere()) {
            throw KeyRejection.notEverywhere();
        }
    }
}
