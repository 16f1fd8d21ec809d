/** Tests of the feature. */
@NullMarked
package kepu.campaigns.research;

import org.jspecify.annotations.NullMarked;
