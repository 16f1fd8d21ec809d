@NullMarked
package kepu.assessment.review;

import org.jspecify.annotations.NullMarked;
