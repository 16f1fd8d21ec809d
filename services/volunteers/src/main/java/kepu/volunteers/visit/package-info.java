/** Visits (走访) on links and their verification (核实). Source: R7. */
@NullMarked
package kepu.volunteers.visit;

import org.jspecify.annotations.NullMarked;
