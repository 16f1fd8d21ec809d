/** Who may come in: tokens, roles and the reach of each request. */
@NullMarked
package kepu.defaults.admission;

import org.jspecify.annotations.NullMarked;
