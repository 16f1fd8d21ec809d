/** The volunteers service: village teams, their links, visits, trainings and service records. */
@NullMarked
package kepu.volunteers;

import org.jspecify.annotations.NullMarked;
