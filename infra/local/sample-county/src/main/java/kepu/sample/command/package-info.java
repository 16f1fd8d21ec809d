/** The commands of which the sample consists: who sends them, and in which order. */
@NullMarked
package kepu.sample.command;

import org.jspecify.annotations.NullMarked;
