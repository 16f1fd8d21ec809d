package kepu.identity.signin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import kepu.access.Public;
import kepu.defaults.Rejection;
import kepu.identity.account.Accounts;
import kepu.identity.account.Accounts.Origin;
import kepu.identity.account.Accounts.SignedIn;
import kepu.identity.account.password.KnownDevices;
import kepu.identity.signin.Pages.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages of a sign-in. */
@RestController
class SignInController {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Accounts accounts;
    private final AddressThrottle addresses;
    private final Pages pages;
    private final Counter accepted;
    private final Counter refused;
    private final Counter shutOut;

    SignInController(Accounts accounts, AddressThrottle addresses, Pages pages, MeterRegistry meters) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.pages = pages;
        accepted = counter(meters, "accepted");
        refused = counter(meters, "refused");
        shutOut = counter(meters, "shut-out");
    }

    /** There from the start, for a rate sees no first event in a series that begins with it. */
    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("kepu.sign.ins")
                .description("sign-ins with a password by their outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    @GetMapping("/login")
    @Public
    ResponseEntity<String> signInPage(CsrfToken csrf, Locale locale) {
        return page(HttpStatus.OK, pages.signIn(csrf, null, null, locale));
    }

    /** The same answer, after the same time, whether the name, the password or the moment was wrong. */
    @PostMapping("/login")
    @Public
    ResponseEntity<String> signIn(
            HttpServletRequest request, HttpServletResponse response, CsrfToken csrf, Locale locale) {
        String username = parameter(request, "username");
        String address = request.getRemoteAddr();
        Origin origin = origin(request);
        boolean known = accounts.isKnownDevice(username, origin.device());
        boolean shut = !known && addresses.isShut(address);
        if (shut && !accounts.isLastAdministrator(username)) {
            return addressShut(csrf, username, locale);
        }
        Optional<SignedIn> person;
        try {
            person = accounts.signIn(username, parameter(request, "password"), origin);
        } catch (Rejection e) {
            return page(
                    HttpStatus.valueOf(e.status()),
                    pages.signIn(
                            csrf, username, new Problem(e.code(), e.arguments().toArray()), locale));
        }
        if (person.isEmpty()) {
            if (!known) {
                addresses.failed(address);
            }
            if (shut) { // the same answer as to everybody: nobody learns whose name it is
                return addressShut(csrf, username, locale);
            }
            refused.increment();
            return page(HttpStatus.FORBIDDEN, pages.signIn(csrf, username, new Problem("sign-in-failed"), locale));
        }
        accepted.increment();
        SignInSession session = new SignInSession(request, response);
        session.enter(person.get());
        Cookies.set(
                request,
                response,
                Cookies.DEVICE,
                accounts.rememberDevice(person.get(), origin.device()),
                KnownDevices.REMEMBERED);
        return seeOther(person.get().mustChangePassword() ? "/password" : session.next());
    }

    private ResponseEntity<String> addressShut(CsrfToken csrf, String username, Locale locale) {
        shutOut.increment();
        return page(HttpStatus.TOO_MANY_REQUESTS, pages.signIn(csrf, username, new Problem("address-shut"), locale));
    }

    @GetMapping("/password")
    @Public
    ResponseEntity<String> passwordPage(
            HttpServletRequest request, HttpServletResponse response, CsrfToken csrf, Locale locale) {
        SignInSession session = new SignInSession(request, response);
        return session.changeDue().isEmpty() && session.signedIn().isEmpty()
                ? seeOther("/login")
                : page(HttpStatus.OK, pages.password(csrf, session.changeDue().isPresent(), null, locale));
    }

    @PostMapping("/password")
    @Public
    ResponseEntity<String> changePassword(
            HttpServletRequest request, HttpServletResponse response, CsrfToken csrf, Locale locale) {
        SignInSession session = new SignInSession(request, response);
        boolean first = session.changeDue().isPresent();
        SignedIn person = session.changeDue().or(session::signedIn).orElse(null);
        if (person == null) {
            return seeOther("/login");
        }
        String address = request.getRemoteAddr();
        if (!first && addresses.isShut(address)) { // with a first one nothing is guessed any more
            return page(HttpStatus.TOO_MANY_REQUESTS, pages.password(csrf, first, new Problem("address-shut"), locale));
        }
        String chosen = parameter(request, "chosen");
        if (!chosen.equals(parameter(request, "repeated"))) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    pages.password(csrf, first, new Problem("repeated-differently"), locale));
        }
        try {
            session.enter(accounts.changePassword(
                    person, first ? null : parameter(request, "current"), chosen, origin(request)));
        } catch (Rejection e) {
            if (e.status() == HttpStatus.FORBIDDEN.value()) {
                addresses.failed(address);
            }
            return page(
                    HttpStatus.valueOf(e.status()),
                    pages.password(
                            csrf, first, new Problem(e.code(), e.arguments().toArray()), locale));
        }
        return first ? seeOther(session.next()) : page(HttpStatus.OK, pages.passwordChanged(locale));
    }

    @GetMapping("/logout")
    @Public
    ResponseEntity<String> signOutPage(CsrfToken csrf, Locale locale) {
        return page(HttpStatus.OK, pages.signOut(csrf, locale));
    }

    @PostMapping("/logout")
    @Public
    ResponseEntity<String> signOut(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        SignInSession session = new SignInSession(request, response);
        session.signedIn().ifPresent(person -> accounts.signOut(person.accountId()));
        session.end();
        return page(HttpStatus.OK, pages.signedOut(locale));
    }

    @GetMapping("/assets/signin.css")
    @Public
    ResponseEntity<Resource> style() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(new ClassPathResource("kepu/identity/style.css"));
    }

    private static Origin origin(HttpServletRequest request) {
        return new Origin(AddressThrottle.network(request.getRemoteAddr()), Cookies.get(request, Cookies.DEVICE));
    }

    private static String parameter(HttpServletRequest request, String name) {
        @Nullable String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static ResponseEntity<String> page(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(html);
    }

    private static ResponseEntity<String> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
