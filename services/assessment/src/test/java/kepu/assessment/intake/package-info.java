@NullMarked
package kepu.assessment.intake;

import org.jspecify.annotations.NullMarked;
