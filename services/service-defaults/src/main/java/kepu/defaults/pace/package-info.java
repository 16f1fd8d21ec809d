/** How far apart batches begin, of the relay and of consumers. */
@NullMarked
package kepu.defaults.pace;

import org.jspecify.annotations.NullMarked;
