@NullMarked
package kepu.assessment.award;

import org.jspecify.annotations.NullMarked;
