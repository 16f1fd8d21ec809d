/** Which document store an installation on this machine uses. */
@NullMarked
package kepu.standalone.store;

import org.jspecify.annotations.NullMarked;
