@NullMarked
package kepu.defaults.audit.signature;

import org.jspecify.annotations.NullMarked;
