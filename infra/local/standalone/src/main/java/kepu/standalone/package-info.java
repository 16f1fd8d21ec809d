/** The whole system in one process: broker, store, services, gateway. */
@NullMarked
package kepu.standalone;

import org.jspecify.annotations.NullMarked;
