/** Sessions of distance education (现代远程教育) in rooms. Source: R13. */
@NullMarked
package kepu.readingrooms.distance;

import org.jspecify.annotations.NullMarked;
