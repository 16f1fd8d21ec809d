/** Tests of the feature. */
@NullMarked
package kepu.campaigns.venue;

import org.jspecify.annotations.NullMarked;
