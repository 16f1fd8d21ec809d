@NullMarked
package kepu.defaults.remind;

import org.jspecify.annotations.NullMarked;
