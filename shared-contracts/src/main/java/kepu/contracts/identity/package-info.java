/** Events of the identity service. */
@NullMarked
package kepu.contracts.identity;

import org.jspecify.annotations.NullMarked;
