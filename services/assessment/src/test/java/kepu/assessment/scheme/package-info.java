@NullMarked
package kepu.assessment.scheme;

import org.jspecify.annotations.NullMarked;
