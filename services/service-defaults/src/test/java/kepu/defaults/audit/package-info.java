/** The chain, its tamperings and its verifier. */
@NullMarked
package kepu.defaults.audit;

import org.jspecify.annotations.NullMarked;
