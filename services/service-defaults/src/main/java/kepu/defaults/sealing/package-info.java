/** The keys that seal persons' data: one a person, wrapped with the installation's master keys. */
@NullMarked
package kepu.defaults.sealing;

import org.jspecify.annotations.NullMarked;
