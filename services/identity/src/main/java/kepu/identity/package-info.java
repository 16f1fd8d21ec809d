/** The identity service: accounts, roles and tokens. */
@NullMarked
package kepu.identity;

import org.jspecify.annotations.NullMarked;
