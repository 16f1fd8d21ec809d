/** The organization service: units, and what each of them has and files. */
@NullMarked
package kepu.organization;

import org.jspecify.annotations.NullMarked;
