package kepu.contracts;

/**
 * Something that happened in a township and is told on a topic: an immutable record of primitives and ids, member of a
 * sealed family. When and where it happened stands in its {@link Envelope}, never here. No event holds personal data.
 */
public interface DomainEvent {}
