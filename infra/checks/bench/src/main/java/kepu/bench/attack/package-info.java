/** An installation while what outsiders can try is tried: how long its clients wait, and what stays in memory. */
@NullMarked
package kepu.bench.attack;

import org.jspecify.annotations.NullMarked;
