/** The server's end of a connection: what no filter sees, because there is no whole request yet. */
@NullMarked
package kepu.gateway.door;

import org.jspecify.annotations.NullMarked;
