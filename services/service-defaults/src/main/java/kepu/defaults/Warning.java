package kepu.defaults;

/**
 * Something to think about in a command that was accepted: a receipt says it, and nothing depends on it.
 *
 * @param code says for ever the same thing
 */
public record Warning(String code, String zh, String en) {}
