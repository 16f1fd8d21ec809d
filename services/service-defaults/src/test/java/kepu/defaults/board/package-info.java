/** A small service made for the tests: bulletin boards, told with the real contracts. */
@NullMarked
package kepu.defaults.board;

import org.jspecify.annotations.NullMarked;
