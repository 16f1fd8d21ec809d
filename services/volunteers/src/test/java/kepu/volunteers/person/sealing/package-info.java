@NullMarked
package kepu.volunteers.person.sealing;

import org.jspecify.annotations.NullMarked;
