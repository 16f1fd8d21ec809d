/** What a subscription promises. */
@NullMarked
package kepu.defaults.consume;

import org.jspecify.annotations.NullMarked;
