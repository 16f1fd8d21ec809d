@NullMarked
package kepu.contracts.privacy;

import org.jspecify.annotations.NullMarked;
