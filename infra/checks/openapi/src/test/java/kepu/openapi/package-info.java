/** One OpenAPI document of all services, made from their routes, and what is proven route by route. */
@NullMarked
package kepu.openapi;

import org.jspecify.annotations.NullMarked;
