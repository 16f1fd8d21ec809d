/** Slow hashes of passwords, and how often a wrong one was tried. */
@NullMarked
package kepu.identity.account.password;

import org.jspecify.annotations.NullMarked;
