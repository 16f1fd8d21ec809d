package kepu.contracts.fact;

/** A correction (更正): the fact is as stated here, and happened at {@code occurredAt}. */
public interface Correction extends Amendment {}
