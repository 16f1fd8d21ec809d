/** Accounts (账号) and the roles granted to them: who may sign in, and as what. */
@NullMarked
package kepu.identity.account;

import org.jspecify.annotations.NullMarked;
