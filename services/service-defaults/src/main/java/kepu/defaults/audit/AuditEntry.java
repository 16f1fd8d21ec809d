package kepu.defaults.audit;

/**
 * What one command did, ready for its unit's chain.
 *
 * @param id unique; the same entry is never appended twice
 * @param unitId whose chain it belongs to
 * @param text canonical JSON: exactly what is hashed and kept
 */
public record AuditEntry(String id, String unitId, String text) {}
