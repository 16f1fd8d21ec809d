package kepu.defaults.audit;

/**
 * The last entry of a chain, which the next one follows.
 *
 * @param number 0 before the first entry
 * @param sound whether all up to here follows from a head that is trusted
 */
record ChainEnd(long number, String hash, boolean sound) {}
