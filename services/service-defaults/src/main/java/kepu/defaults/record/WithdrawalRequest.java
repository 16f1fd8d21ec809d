package kepu.defaults.record;

import jakarta.validation.constraints.NotBlank;
import kepu.defaults.text.Text;

/** The body of a withdrawal: why the record does not hold. */
public record WithdrawalRequest(
        @NotBlank @Text(max = 500, lines = true) String reason) {}
