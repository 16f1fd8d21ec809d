@NullMarked
package kepu.assessment.unit;

import org.jspecify.annotations.NullMarked;
