/** What may stand in a text that goes into an event. */
@NullMarked
package kepu.volunteers.text;

import org.jspecify.annotations.NullMarked;
