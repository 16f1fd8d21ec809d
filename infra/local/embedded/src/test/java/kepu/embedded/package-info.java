/** Tests of the broker and the store that run inside one JVM. */
@NullMarked
package kepu.embedded;

import org.jspecify.annotations.NullMarked;
