/** Tests of what all records have in common. */
@NullMarked
package kepu.defaults.record;

import org.jspecify.annotations.NullMarked;
