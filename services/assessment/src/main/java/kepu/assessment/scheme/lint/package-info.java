/** The rules of burden reduction (为基层减负), held against schemes. */
@NullMarked
package kepu.assessment.scheme.lint;

import org.jspecify.annotations.NullMarked;
