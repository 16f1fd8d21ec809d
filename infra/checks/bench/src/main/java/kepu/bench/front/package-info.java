/** The gateway alone, before a trivial service, beside a proxy that does nothing else. */
@NullMarked
package kepu.bench.front;

import org.jspecify.annotations.NullMarked;
