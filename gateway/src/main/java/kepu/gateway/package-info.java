/** The one door to the system: routes, limits, breakers and the reads that several services answer together. */
@NullMarked
package kepu.gateway;

import org.jspecify.annotations.NullMarked;
