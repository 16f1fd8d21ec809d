package kepu.identity.token;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kepu.access.TokenSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The programs with which people sign in: they run in browsers and keep no secret, so that a code is worth nothing without
 * the verifier of whoever asked for it (PKCE).
 */
@Component
public class OwnClients {
    /** The console of Kepu. */
    static final String CONSOLE = "kepu-console";

    /** The page on which the interface is tried out. */
    static final String DOCS = "kepu-docs";

    private final Map<String, List<String>> redirects;

    OwnClients(TokenSettings tokens, Environment environment) {
        Binder settings = Binder.get(environment);
        redirects = Map.of(
                CONSOLE, redirects(settings, CONSOLE, tokens.issuer() + "/console/"),
                DOCS, redirects(settings, DOCS, tokens.issuer() + "/docs/oauth2-redirect.html"));
    }

    private static List<String> redirects(Binder settings, String clientId, String usual) {
        return settings.bind("kepu.identity.redirects." + clientId, Bindable.listOf(String.class))
                .orElse(List.of(usual));
    }

    /** None for a client that is not one of these. */
    @Nullable
    List<String> redirectsOf(String clientId) {
        return redirects.get(clientId);
    }

    /** Where a sign-in may lead to: scheme, host and port of each redirect address. */
    public Set<String> origins() {
        Set<String> origins = new TreeSet<>();
        redirects.values().stream()
                .flatMap(Collection::stream)
                .map(URI::create)
                .forEach(address -> origins.add(address.getScheme() + "://" + address.getAuthority()));
        return origins;
    }
}
