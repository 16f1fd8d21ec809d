/** Random secrets, their hashes, and the files that hold them. */
@NullMarked
package kepu.identity.secret;

import org.jspecify.annotations.NullMarked;
