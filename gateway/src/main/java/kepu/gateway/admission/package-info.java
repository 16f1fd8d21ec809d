/** The filters that refuse a request: malformed, from a foreign origin, too many, too large or too slow. */
@NullMarked
package kepu.gateway.admission;

import org.jspecify.annotations.NullMarked;
