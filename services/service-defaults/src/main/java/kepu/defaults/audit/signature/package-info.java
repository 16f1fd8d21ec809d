/** The signed heads of the audit log's chains, and the keys that sign and verify them. */
@NullMarked
package kepu.defaults.audit.signature;

import org.jspecify.annotations.NullMarked;
