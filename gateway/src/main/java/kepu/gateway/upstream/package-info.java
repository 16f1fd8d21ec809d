/** The routes to the services, and how the gateway calls a service: client, circuit breaker, bulkhead. */
@NullMarked
package kepu.gateway.upstream;

import org.jspecify.annotations.NullMarked;
