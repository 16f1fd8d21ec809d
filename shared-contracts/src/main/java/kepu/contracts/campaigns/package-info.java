/** Domain events of the campaigns service. */
@NullMarked
package kepu.contracts.campaigns;

import org.jspecify.annotations.NullMarked;
