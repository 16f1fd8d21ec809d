/** Tokens: the authorization server, and what it remembers in the database. */
@NullMarked
package kepu.identity.token;

import org.jspecify.annotations.NullMarked;
