package kepu.assessment.scoring.evidence;

import java.time.Instant;
import java.util.UUID;

/** An event that a number rests on, by its id and wire type. */
public record EvidenceRef(UUID eventId, String type, Instant occurredAt) {}
