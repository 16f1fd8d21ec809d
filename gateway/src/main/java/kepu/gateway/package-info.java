/** The application and its settings; each package below is one feature of the gateway. */
@NullMarked
package kepu.gateway;

import org.jspecify.annotations.NullMarked;
