/** What the gateway publishes itself: health, the API document with its page, and the contracts of the events. */
@NullMarked
package kepu.gateway.documents;

import org.jspecify.annotations.NullMarked;
