/** The hierarchy of units through time, built from the events of organization. */
@NullMarked
package kepu.assessment.unit;

import org.jspecify.annotations.NullMarked;
