package kepu.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class InterruptedRequestTest {
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void a_program_s_request_goes_on_after_the_sign_in_and_once() {
        MockHttpServletRequest asked = new MockHttpServletRequest("GET", "/oauth2/authorize");
        asked.setServletPath("/oauth2/authorize");
        asked.setQueryString("client_id=kepu-console&state=s+1");
        new InterruptedRequest().saveRequest(asked, response);

        MockHttpServletRequest signedIn = new MockHttpServletRequest("POST", "/login");
        signedIn.setCookies(response.getCookie(Cookies.REQUEST));
        MockHttpServletResponse next = new MockHttpServletResponse();

        assertThat(InterruptedRequest.resume(signedIn, next))
                .hasValue("/oauth2/authorize?client_id=kepu-console&state=s+1");
        assertThat(next.getCookie(Cookies.REQUEST).getMaxAge()).isZero();
        assertThat(asked.getSession(false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "@evil.example", "#x", "\r\nLocation: https://evil.example", "<script>"})
    void whatever_a_browser_says_it_leads_nowhere_else(String forged) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
        request.setCookies(new Cookie(
                Cookies.REQUEST, Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8))));

        assertThat(InterruptedRequest.resume(request, response).orElse("/oauth2/authorize?"))
                .startsWith("/oauth2/authorize?")
                .doesNotContain("\n", "<");
    }

    @Test
    void what_is_no_request_is_not_gone_on_with() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
        assertThat(InterruptedRequest.resume(request, response)).isEmpty();
        request.setCookies(new Cookie(Cookies.REQUEST, "%"));
        assertThat(InterruptedRequest.resume(request, response)).isEmpty();

        MockHttpServletRequest tooLong = new MockHttpServletRequest("GET", "/oauth2/authorize");
        tooLong.setServletPath("/oauth2/authorize");
        tooLong.setQueryString("x".repeat(2001));
        MockHttpServletResponse untouched = new MockHttpServletResponse();
        new InterruptedRequest().saveRequest(tooLong, untouched);
        assertThat(untouched.getCookie(Cookies.REQUEST)).isNull();
    }
}
