/** Tests of the feature. */
@NullMarked
package kepu.campaigns.activity;

import org.jspecify.annotations.NullMarked;
