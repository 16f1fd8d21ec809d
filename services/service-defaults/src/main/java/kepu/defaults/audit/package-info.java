/** The audit log (审计日志): who changed what, in a chain of hashes per unit with signed heads, and what verifies it. */
@NullMarked
package kepu.defaults.audit;

import org.jspecify.annotations.NullMarked;
