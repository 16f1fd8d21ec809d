/** Writes what a village's profile says as the commands of its year. */
@NullMarked
package kepu.sample.script;

import org.jspecify.annotations.NullMarked;
