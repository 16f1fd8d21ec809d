/** Tests of the feature. */
@NullMarked
package kepu.campaigns.window;

import org.jspecify.annotations.NullMarked;
