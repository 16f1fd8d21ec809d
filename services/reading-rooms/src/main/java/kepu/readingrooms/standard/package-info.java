/** Checks of rooms against the standards (规范化建设). Source: R14. */
@NullMarked
package kepu.readingrooms.standard;

import org.jspecify.annotations.NullMarked;
