/** How rooms are used (利用情况): reads, downloads and visits, also on outside platforms. Source: R11, R15. */
@NullMarked
package kepu.readingrooms.usage;

import org.jspecify.annotations.NullMarked;
