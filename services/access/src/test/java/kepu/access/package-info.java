/** An issuer for tests, and the tests of what it issues. */
@NullMarked
package kepu.access;

import org.jspecify.annotations.NullMarked;
