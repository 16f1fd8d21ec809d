/** What the services tell the world: the envelope, its wire form, the topic catalogue and the event families. */
@NullMarked
package kepu.contracts;

import org.jspecify.annotations.NullMarked;
