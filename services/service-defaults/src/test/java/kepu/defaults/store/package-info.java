/** What the store and the relay promise. */
@NullMarked
package kepu.defaults.store;

import org.jspecify.annotations.NullMarked;
