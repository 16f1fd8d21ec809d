@NullMarked
package kepu.defaults.text;

import org.jspecify.annotations.NullMarked;
