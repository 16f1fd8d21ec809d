/** Files of the archives: taken in if their content is what their name says, kept in one copy, removed when nothing names them. */
@NullMarked
package kepu.campaigns.file;

import org.jspecify.annotations.NullMarked;
