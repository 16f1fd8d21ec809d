/** Role × subtree of units: what the caller of a request may see and touch. */
@NullMarked
package kepu.defaults.access;

import org.jspecify.annotations.NullMarked;
