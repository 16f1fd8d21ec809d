/** A fictional county with one year of facts, and the way to load it into a running installation. */
@NullMarked
package kepu.sample;

import org.jspecify.annotations.NullMarked;
