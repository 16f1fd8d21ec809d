@NullMarked
package kepu.defaults.sealing;

import org.jspecify.annotations.NullMarked;
