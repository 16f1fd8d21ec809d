/** What a running service shows of itself: counts of its commands, numbers of its domain, its traces. */
@NullMarked
package kepu.defaults.observe;

import org.jspecify.annotations.NullMarked;
