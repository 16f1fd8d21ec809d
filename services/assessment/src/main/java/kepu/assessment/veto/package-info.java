/** Vetoes (一票否决): proposed by one, approved by two others, on a legal basis. Source: R30. */
@NullMarked
package kepu.assessment.veto;

import org.jspecify.annotations.NullMarked;
