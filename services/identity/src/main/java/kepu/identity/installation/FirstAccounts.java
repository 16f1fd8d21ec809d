package kepu.identity.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kepu.defaults.Command;
import kepu.defaults.secret.OwnerOnlyFile;
import kepu.identity.account.Accounts;
import kepu.identity.lease.Lease;
import kepu.identity.secret.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * On an empty installation opens the account of the first administrator and hands its password out once; on demand also one
 * for the machine that sets the installation up.
 */
@Component
class FirstAccounts implements ApplicationRunner {
    /** Login name of the first administrator. */
    static final String ADMIN = "admin";

    private static final Logger log = LoggerFactory.getLogger(FirstAccounts.class);

    private final Accounts accounts;
    private final Lease lease;
    private final String passwordFile;
    private final String clientFile;

    FirstAccounts(
            Accounts accounts,
            Lease lease,
            @Value("${kepu.identity.first-password-file:}") String passwordFile,
            @Value("${kepu.identity.bootstrap-client:}") String clientFile) {
        this.accounts = accounts;
        this.lease = lease;
        this.passwordFile = passwordFile;
        this.clientFile = clientFile;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        lease.hold("first-accounts", () -> {
            if (!accounts.knowsAnybody()) {
                openAdministrator();
            }
            if (!clientFile.isBlank() && !knowsClientOf(Path.of(clientFile))) {
                openClient(Path.of(clientFile));
            }
            return clientFile;
        });
    }

    /** Handed out before it is stored: a process that dies in between begins again. */
    private void openAdministrator() {
        String password = Secrets.firstPassword();
        if (passwordFile.isBlank()) {
            print(password);
        } else {
            new OwnerOnlyFile(Path.of(passwordFile)).replace(password + "\n");
            log.warn("the first administrator is {}; the password lies in {}", ADMIN, passwordFile);
        }
        accounts.openFirstAdministrator(ADMIN, "系统管理员", password);
    }

    /** Past the log, which is kept and read by others. */
    private static void print(String password) {
        System.out.printf(
                "%nWARN  First sign-in 首次登录: %s / %s  (shown this once; must be changed 仅显示一次，须修改)%n%n",
                ADMIN, password);
    }

    private boolean knowsClientOf(Path file) {
        try {
            return Files.exists(file)
                    && accounts.machine(Files.readString(file).strip().split(":")[0])
                            .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openClient(Path file) {
        String id = Command.newEventId().toString();
        String secret = Secrets.random();
        new OwnerOnlyFile(file).replace(id + ":" + secret + "\n");
        accounts.openMachineAdministrator(id, "bootstrap", secret);
        log.warn("machine {} may do everything; its secret lies in {}", id, file);
    }
}
