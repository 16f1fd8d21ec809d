package kepu.gateway.documents;

import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;

/** Matches {@code GET} and {@code HEAD}: router functions do not derive the one from the other as controllers do. */
final class GetOrHead {
    private GetOrHead() {}

    static RequestPredicate path(String pattern) {
        return RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD).and(RequestPredicates.path(pattern));
    }
}
