/** Secrets of the installation that lie in files. */
@NullMarked
package kepu.defaults.secret;

import org.jspecify.annotations.NullMarked;
