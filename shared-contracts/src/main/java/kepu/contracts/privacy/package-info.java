/** What no event may hold: numbers that tell who somebody is. */
@NullMarked
package kepu.contracts.privacy;

import org.jspecify.annotations.NullMarked;
