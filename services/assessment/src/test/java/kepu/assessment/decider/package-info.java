@NullMarked
package kepu.assessment.decider;

import org.jspecify.annotations.NullMarked;
