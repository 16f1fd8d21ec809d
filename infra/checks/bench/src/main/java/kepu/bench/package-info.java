/** Measurements as commands: what a path costs beside what its parts cost raw. */
@NullMarked
package kepu.bench;

import org.jspecify.annotations.NullMarked;
