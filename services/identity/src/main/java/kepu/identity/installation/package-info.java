/** What an installation needs before anybody can sign in. */
@NullMarked
package kepu.identity.installation;

import org.jspecify.annotations.NullMarked;
