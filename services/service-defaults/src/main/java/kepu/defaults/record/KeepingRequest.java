package kepu.defaults.record;

import jakarta.validation.constraints.NotBlank;
import kepu.defaults.text.Text;

/** The body of a keeping: why the record is a fact of its own, although it looks like another. */
public record KeepingRequest(
        @NotBlank @Text(max = 500, lines = true) String reason) {}
