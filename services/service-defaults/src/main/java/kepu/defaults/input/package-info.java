/** What callers send, taken only as what it is: bodies, parameters, and nothing beside them. */
@NullMarked
package kepu.defaults.input;

import org.jspecify.annotations.NullMarked;
