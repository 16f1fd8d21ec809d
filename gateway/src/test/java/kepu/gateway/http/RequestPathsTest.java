package kepu.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

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
}
