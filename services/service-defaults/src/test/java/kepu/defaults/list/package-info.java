@NullMarked
package kepu.defaults.list;

import org.jspecify.annotations.NullMarked;
