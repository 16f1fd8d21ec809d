/** What makes a service a service; no word of the domain. */
@NullMarked
package kepu.defaults;

import org.jspecify.annotations.NullMarked;
