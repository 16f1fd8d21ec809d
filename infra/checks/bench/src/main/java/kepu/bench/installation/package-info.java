/** What a bench measures on: a store, or a whole installation in a process of its own. */
@NullMarked
package kepu.bench.installation;

import org.jspecify.annotations.NullMarked;
