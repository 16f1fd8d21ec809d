/** What callers meet. */
@NullMarked
package kepu.defaults.web;

import org.jspecify.annotations.NullMarked;
