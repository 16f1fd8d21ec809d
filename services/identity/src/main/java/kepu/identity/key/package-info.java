/** The keys that sign tokens. */
@NullMarked
package kepu.identity.key;

import org.jspecify.annotations.NullMarked;
