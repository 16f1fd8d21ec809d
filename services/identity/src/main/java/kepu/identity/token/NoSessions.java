package kepu.identity.token;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.stereotype.Component;

/** Remembers no sessions: one lasts no longer than the sign-in for which it was begun. */
@Component
class NoSessions implements SessionRegistry {
    @Override
    public List<Object> getAllPrincipals() {
        return List.of();
    }

    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean includeExpired) {
        return List.of();
    }

    @Override
    public @Nullable SessionInformation getSessionInformation(String sessionId) {
        return null;
    }

    @Override
    public void refreshLastRequest(String sessionId) {
        // there is nothing to refresh
    }

    @Override
    public void registerNewSession(String sessionId, Object principal) {
        // nothing is remembered
    }

    @Override
    public void removeSessionInformation(String sessionId) {
        // nothing was remembered
    }
}
