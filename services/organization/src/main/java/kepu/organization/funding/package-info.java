/** The funding ledger (投入台账) of units. Source: R19. */
@NullMarked
package kepu.organization.funding;

import org.jspecify.annotations.NullMarked;
