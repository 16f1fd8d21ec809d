/** Tests of the contracts, and the tool that drafts a new one. */
@NullMarked
package kepu.contracts;

import org.jspecify.annotations.NullMarked;
