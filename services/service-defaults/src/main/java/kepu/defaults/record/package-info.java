/** Facts that are recorded, corrected and withdrawn: what all of them have in common, written once. */
@NullMarked
package kepu.defaults.record;

import org.jspecify.annotations.NullMarked;
