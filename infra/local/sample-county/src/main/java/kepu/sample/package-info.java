/** A fictional county with one year of facts, as commands. */
@NullMarked
package kepu.sample;

import org.jspecify.annotations.NullMarked;
