/** Verification of bearer tokens. */
@NullMarked
package kepu.gateway.tokens;

import org.jspecify.annotations.NullMarked;
