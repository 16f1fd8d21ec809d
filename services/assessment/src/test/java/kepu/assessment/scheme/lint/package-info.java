@NullMarked
package kepu.assessment.scheme.lint;

import org.jspecify.annotations.NullMarked;
