/** One instance at a time. */
@NullMarked
package kepu.identity.lease;

import org.jspecify.annotations.NullMarked;
