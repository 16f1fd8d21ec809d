/** How rooms are used (利用情况): reads, downloads and visits, also on outside platforms, and what came of it. Source: R11, R15. */
@NullMarked
package kepu.readingrooms.usage;

import org.jspecify.annotations.NullMarked;
