/** The pages on which people sign in, change their password and sign out. */
@NullMarked
package kepu.identity.signin;

import org.jspecify.annotations.NullMarked;
