/** What this service keeps for itself of the organization's units and link targets. */
@NullMarked
package kepu.volunteers.register;

import org.jspecify.annotations.NullMarked;
