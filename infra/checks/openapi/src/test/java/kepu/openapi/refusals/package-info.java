/** The codes of refusals over all services. */
@NullMarked
package kepu.openapi.refusals;

import org.jspecify.annotations.NullMarked;
