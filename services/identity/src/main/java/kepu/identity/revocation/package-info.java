/** What tokens do not say of accounts, asked where the accounts are. */
@NullMarked
package kepu.identity.revocation;

import org.jspecify.annotations.NullMarked;
