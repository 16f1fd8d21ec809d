/** Which trace a piece of work belongs to, for whoever reports it or starts it. */
@NullMarked
package kepu.defaults.trace;

import org.jspecify.annotations.NullMarked;
