/** Failures as the driver and the server report them. */
@NullMarked
package kepu.defaults.failure;

import org.jspecify.annotations.NullMarked;
