/** Titles (称号) of units beside those under a creation programme. Source: R3. */
@NullMarked
package kepu.organization.title;

import org.jspecify.annotations.NullMarked;
