package kepu.defaults.consume;

import kepu.contracts.Envelope;
import kepu.contracts.WireRecord;

/** An event as it came: read, and as it was on the wire. */
public record Received(Envelope<?> envelope, WireRecord wire) {}
