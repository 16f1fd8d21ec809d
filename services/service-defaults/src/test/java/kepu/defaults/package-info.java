/** What makes a service a service, as its services and its callers meet it. */
@NullMarked
package kepu.defaults;

import org.jspecify.annotations.NullMarked;
