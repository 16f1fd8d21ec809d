/** Domain events of the organization service. */
@NullMarked
package kepu.contracts.organization;

import org.jspecify.annotations.NullMarked;
