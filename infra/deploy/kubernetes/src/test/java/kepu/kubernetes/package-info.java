/** Holds the manifests to what the contracts say, to what the services really do, and to the models of those who read them. */
@NullMarked
package kepu.kubernetes;

import org.jspecify.annotations.NullMarked;
