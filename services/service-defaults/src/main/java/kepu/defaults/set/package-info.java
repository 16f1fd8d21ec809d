/** Optimistic locking of sets of aggregates, for rules that span documents of one kind. */
@NullMarked
package kepu.defaults.set;

import org.jspecify.annotations.NullMarked;
