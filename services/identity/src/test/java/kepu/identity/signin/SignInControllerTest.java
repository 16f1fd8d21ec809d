package kepu.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SignInControllerTest {
    @Test
    void every_outcome_of_a_sign_in_is_counted_from_zero_before_the_first_one() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        new SignInController(null, null, null, meters);

        for (String outcome : new String[] {"accepted", "refused", "shut-out"}) {
            assertThat(meters.get("kepu.sign.ins")
                            .tag("outcome", outcome)
                            .counter()
                            .count())
                    .as(outcome)
                    .isZero();
        }
    }
}
