/** The architecture rules, which the build checks in every module. */
@NullMarked
package kepu.architecture;

import org.jspecify.annotations.NullMarked;
