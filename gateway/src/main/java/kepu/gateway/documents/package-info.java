/** What the gateway publishes itself: its home page, health, the API document with its page, and the event contracts. */
@NullMarked
package kepu.gateway.documents;

import org.jspecify.annotations.NullMarked;
