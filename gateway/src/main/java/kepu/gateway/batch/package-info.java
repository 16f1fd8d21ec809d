/** Batches: many commands for several services in one request, such as those of a client that was offline. */
@NullMarked
package kepu.gateway.batch;

import org.jspecify.annotations.NullMarked;
