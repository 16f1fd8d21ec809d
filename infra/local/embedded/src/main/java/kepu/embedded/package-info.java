/** The broker and the document store that run inside one JVM, so that the whole county starts with one command. */
@NullMarked
package kepu.embedded;

import org.jspecify.annotations.NullMarked;
