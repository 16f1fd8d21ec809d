/** The post of publicity officer (科普宣传员) of a unit. Source: R18. */
@NullMarked
package kepu.organization.officer;

import org.jspecify.annotations.NullMarked;
