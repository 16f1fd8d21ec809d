/** Text from outside in one form, and how long it may be. */
@NullMarked
package kepu.defaults.text;

import org.jspecify.annotations.NullMarked;
