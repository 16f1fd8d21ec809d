/** An application whose route does not say who may use it. */
@NullMarked
package kepu.openapi.bare;

import org.jspecify.annotations.NullMarked;
