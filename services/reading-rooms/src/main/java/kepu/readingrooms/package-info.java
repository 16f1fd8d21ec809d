/** The reading-rooms service: reading rooms (党建科普网络书屋) at two levels, and when they were open. Source: R11. */
@NullMarked
package kepu.readingrooms;

import org.jspecify.annotations.NullMarked;
