/** Verifies an audit log from outside the service that wrote it, with nothing but public keys. */
@NullMarked
package kepu.defaults.audit.verification;

import org.jspecify.annotations.NullMarked;
