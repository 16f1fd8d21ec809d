/** Tests of the feature. */
@NullMarked
package kepu.campaigns.practice;

import org.jspecify.annotations.NullMarked;
