/** Partners from outside, what they contribute, and what of it is used at activities. Source: R26. */
@NullMarked
package kepu.campaigns.partner;

import org.jspecify.annotations.NullMarked;
