/** Domain events of the volunteers service. */
@NullMarked
package kepu.contracts.volunteers;

import org.jspecify.annotations.NullMarked;
