/** Sends the sample county to an installation, and goes on where it was stopped. */
@NullMarked
package kepu.sample.load;

import org.jspecify.annotations.NullMarked;
