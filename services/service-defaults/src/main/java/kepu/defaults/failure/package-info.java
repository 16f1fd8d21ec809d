/** Which failures pass by themselves. */
@NullMarked
package kepu.defaults.failure;

import org.jspecify.annotations.NullMarked;
