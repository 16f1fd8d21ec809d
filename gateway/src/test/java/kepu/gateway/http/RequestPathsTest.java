package kepu.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/volunteers/public/certificates/ABCDEFGHJKMN",
                "/api/v1/reading-rooms/public/x",
                "/health",
                "/login"
            })
    void what_is_public_and_what_is_no_api_needs_no_token(String path) {
        assertThat(RequestPaths.needsToken(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/volunteers/certificates/ABCDEFGHJKMN",
                "/api/v1/volunteers/public",
                "/api/v1/volunteers/public/",
                "/api/v1/volunteers/people/public/x",
                "/api/v1/public/x",
                "/api/v2/volunteers/public/x",
                "/api/v1/volunteers/Public/x"
            })
    void everything_else_of_the_api_needs_one(String path) {
        assertThat(RequestPaths.needsToken(path)).isTrue();
    }

    @Test
    void whatever_needs_no_encoding_is_refused_where_it_is_encoded() {
        for (char c = 0; c < 128; c++) {
            boolean isUnreserved = "-._~".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
            for (var hex : List.of("%%%02x", "%%%02X")) {
                var path = "/api/v1/x" + hex.formatted((int) c);
                assertThat(RequestPaths.hidesItself(path)).as(path).isEqualTo(isUnreserved);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/oauth2/authorize",
                "/.well-known/openid-configuration",
                "/api/v1/identity/accounts",
                "/consultations",
                "/certificates",
                "/api/v1/volunteers/public/certificates/ABCDEFGHJKMN"
            })
    void an_answer_with_a_secret_tells_nothing_by_its_length(String path) {
        assertThat(RequestPaths.mayHoldSecrets(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/page.css", "/docs", "/openapi.json", "/api/v1/assessment/scorecards/1/2026"})
    void every_other_answer_may_be_compressed(String path) {
        assertThat(RequestPaths.mayHoldSecrets(path)).isFalse();
    }
}
