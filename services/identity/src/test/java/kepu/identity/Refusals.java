package kepu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says in a test that something is refused, and with which code. */
public final class Refusals {
    private Refusals() {}

    public static void assertRefused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
