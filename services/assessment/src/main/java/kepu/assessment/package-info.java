/** The assessment service: takes in the facts of all others and turns them into scores that can be explained. */
@NullMarked
package kepu.assessment;

import org.jspecify.annotations.NullMarked;
