/** What services keep for themselves of aggregates that belong to another service. */
@NullMarked
package kepu.defaults.replica;

import org.jspecify.annotations.NullMarked;
