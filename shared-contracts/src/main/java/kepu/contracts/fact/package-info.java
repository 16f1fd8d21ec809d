/** What corrections and withdrawals of facts have in common, whatever the fact. */
@NullMarked
package kepu.contracts.fact;

import org.jspecify.annotations.NullMarked;
