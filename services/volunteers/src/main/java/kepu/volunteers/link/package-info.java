/** The fixed links (定点联系) of one person over all teams of a village: at most two, none twice. Source: R7. */
@NullMarked
package kepu.volunteers.link;

import org.jspecify.annotations.NullMarked;
