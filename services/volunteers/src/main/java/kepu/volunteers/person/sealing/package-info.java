/** The keys that seal persons' data: one a person, wrapped with the installation's master keys. */
@NullMarked
package kepu.volunteers.person.sealing;

import org.jspecify.annotations.NullMarked;
