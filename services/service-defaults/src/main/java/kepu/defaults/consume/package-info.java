/** How a service listens to the events of the others. */
@NullMarked
package kepu.defaults.consume;

import org.jspecify.annotations.NullMarked;
