/** Units (单位): what there is, where each belongs and since when. Source: R2, R22. */
@NullMarked
package kepu.organization.unit;

import org.jspecify.annotations.NullMarked;
