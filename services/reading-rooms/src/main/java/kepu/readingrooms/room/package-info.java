/** The register of reading rooms (党建科普网络书屋), their keepers and their end. Source: R11. */
@NullMarked
package kepu.readingrooms.room;

import org.jspecify.annotations.NullMarked;
