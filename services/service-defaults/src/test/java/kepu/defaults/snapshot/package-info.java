/** The snapshot writer on a real broker. */
@NullMarked
package kepu.defaults.snapshot;

import org.jspecify.annotations.NullMarked;
