/**
 * What one person holds in a village over all its teams: one stay at a time, and fixed links (定点联系), at most two and none
 * twice. Source: R4, R7.
 */
@NullMarked
package kepu.volunteers.claim;

import org.jspecify.annotations.NullMarked;
