/** The volunteers service: village teams, their links, visits and trainings. */
@NullMarked
package kepu.volunteers;

import org.jspecify.annotations.NullMarked;
