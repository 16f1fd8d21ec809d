/** Tests of where facts are laid. */
@NullMarked
package kepu.assessment.facts;

import org.jspecify.annotations.NullMarked;
