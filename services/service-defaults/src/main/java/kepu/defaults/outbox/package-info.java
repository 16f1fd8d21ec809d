/** Events that wait in their aggregates' documents, and the relay that sends them to Kafka. */
@NullMarked
package kepu.defaults.outbox;

import org.jspecify.annotations.NullMarked;
