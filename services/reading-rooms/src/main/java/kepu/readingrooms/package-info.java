/** The reading-rooms service: reading rooms (党建科普网络书屋) at two levels, and what happens in them. Source: R11–R14. */
@NullMarked
package kepu.readingrooms;

import org.jspecify.annotations.NullMarked;
