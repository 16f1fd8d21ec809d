/** Training sessions (培训) of teams. Source: R8. */
@NullMarked
package kepu.volunteers.training;

import org.jspecify.annotations.NullMarked;
