package kepu.defaults.record;

import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;

/** The body of a rejection: why the verifier does not confirm the record, and when; now if nothing is said. */
public record RejectionRequest(
        @NotBlank @Text(max = 500, lines = true) String reason,
        @Nullable Instant occurredAt) {}
