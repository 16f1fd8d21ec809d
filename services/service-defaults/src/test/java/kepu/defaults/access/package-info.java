@NullMarked
package kepu.defaults.access;

import org.jspecify.annotations.NullMarked;
