/** Official codes (区划代码) of units by their dates: a unit is found by any that it ever had. Source: R2. */
@NullMarked
package kepu.organization.code;

import org.jspecify.annotations.NullMarked;
