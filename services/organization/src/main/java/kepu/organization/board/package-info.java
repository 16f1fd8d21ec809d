/** Bulletin boards (科普宣传栏) and their updates. Source: R17. */
@NullMarked
package kepu.organization.board;

import org.jspecify.annotations.NullMarked;
