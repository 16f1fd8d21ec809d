/** Tests of the service as a whole. */
@NullMarked
package kepu.campaigns;

import org.jspecify.annotations.NullMarked;
