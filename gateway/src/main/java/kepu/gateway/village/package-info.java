/** The village overview (一村一览), which joins the answers of four services. */
@NullMarked
package kepu.gateway.village;

import org.jspecify.annotations.NullMarked;
