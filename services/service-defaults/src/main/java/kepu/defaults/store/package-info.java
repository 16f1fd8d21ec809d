/** Aggregates, stored with their events in one document. */
@NullMarked
package kepu.defaults.store;

import org.jspecify.annotations.NullMarked;
