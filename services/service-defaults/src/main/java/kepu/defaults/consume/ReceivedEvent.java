package kepu.defaults.consume;

import kepu.contracts.Envelope;
import kepu.contracts.WireRecord;

/**
 * An event as it came: read, and as it was on the wire.
 *
 * @param partition of the topic on which it lay
 * @param offset its place there
 */
public record ReceivedEvent(Envelope<?> envelope, WireRecord wire, int partition, long offset) {}
