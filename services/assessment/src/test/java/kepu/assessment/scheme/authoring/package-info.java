@NullMarked
package kepu.assessment.scheme.authoring;

import org.jspecify.annotations.NullMarked;
