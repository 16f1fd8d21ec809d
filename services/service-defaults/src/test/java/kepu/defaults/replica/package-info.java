@NullMarked
package kepu.defaults.replica;

import org.jspecify.annotations.NullMarked;
