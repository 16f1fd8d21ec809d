package kepu.defaults.outbox;

/** The document whose outbox it is. */
record OutboxId(String collection, String id) {}
