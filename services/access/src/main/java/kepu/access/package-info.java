/** Who asks, and what for: tokens are verified here, and routes say here who may use them. */
@NullMarked
package kepu.access;

import org.jspecify.annotations.NullMarked;
