/** Aggregates with their events in one document, and the relay that tells those events to Kafka. */
@NullMarked
package kepu.defaults.store;

import org.jspecify.annotations.NullMarked;
