/** Tests of the feature. */
@NullMarked
package kepu.campaigns.partner;

import org.jspecify.annotations.NullMarked;
