/** Tests of what a service tells of itself. */
@NullMarked
package kepu.defaults.observe;

import org.jspecify.annotations.NullMarked;
