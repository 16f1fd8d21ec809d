/** Roles granted at a unit and below it (授权): one of them, all of an account, and whose right they come from. */
@NullMarked
package kepu.identity.account.grant;

import org.jspecify.annotations.NullMarked;
