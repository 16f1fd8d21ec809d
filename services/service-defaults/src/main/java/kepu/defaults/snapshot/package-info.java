/** What a service keeps of its own events for those that join late: the newest of each fact, on topics of their own. */
@NullMarked
package kepu.defaults.snapshot;

import org.jspecify.annotations.NullMarked;
