/** Tests of the feature. */
@NullMarked
package kepu.campaigns.chain;

import org.jspecify.annotations.NullMarked;
