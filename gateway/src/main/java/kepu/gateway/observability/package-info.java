/** Correlation ids, the access log and tracing. */
@NullMarked
package kepu.gateway.observability;

import org.jspecify.annotations.NullMarked;
