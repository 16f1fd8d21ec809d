/** What this service remembers of the units (单位) that the organization service tells about. */
@NullMarked
package kepu.readingrooms.unit;

import org.jspecify.annotations.NullMarked;
