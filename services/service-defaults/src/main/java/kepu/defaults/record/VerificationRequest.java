package kepu.defaults.record;

import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;

/** The body of a verification: what the verifier saw, and when; now if nothing is said. */
public record VerificationRequest(
        @NotBlank @Text(max = 1000, lines = true) String evidence,
        @Nullable Instant occurredAt) {}
