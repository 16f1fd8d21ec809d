package kepu.defaults.audit.verification;

import static kepu.defaults.audit.verification.Finding.Kind.DELETED;
import static kepu.defaults.audit.verification.Finding.Kind.EDITED;
import static kepu.defaults.audit.verification.Finding.Kind.HEAD_FORGED;
import static kepu.defaults.audit.verification.Finding.Kind.REORDERED;
import static kepu.defaults.audit.verification.Finding.Kind.REPLACED;
import static kepu.defaults.audit.verification.Finding.Kind.TRUNCATED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kepu.defaults.audit.Link;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares one chain with what was signed of it.
 *
 * <p>The hash of each entry shows at which place it was recorded, wherever it lies now; what the head says of the last one is
 * then followed backwards, each entry saying which hash the one before it had.
 */
final class ChainCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FIELDS = Set.of("_id", "entryId", "entry", "prev", "hash");

    /** Hashes tried to find out where entries that were moved belong. */
    private static final int TRIES = 500_000;

    private final String unit;
    private final List<Stored> stored = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, Stored> byOrigin = new HashMap<>();
    private final NavigableSet<Long> edited = new TreeSet<>();

    /**
     * An entry as it lies there.
     *
     * @param moved the whole of it, if its hash does not belong here
     */
    private record Stored(
            long place, String prev, String hash, @Nullable String moved) {}

    ChainCheck(String unit) {
        this.unit = unit;
    }

    /** Entries come in the order of their places. */
    void add(long place, Document document) {
        String prev = text(document, "prev");
        String hash = text(document, "hash");
        String entry = text(document, "entry");
        boolean belongs = hash.equals(new Link(unit, place).hash(prev, entry));
        stored.add(new Stored(place, prev, hash, belongs ? null : entry));
        if (!document.keySet().equals(FIELDS) || !tellsTheSame(document, entry)) {
            edit(place, "what lies beside the recorded text says something else");
        }
    }

    private boolean tellsTheSame(Document document, String entry) {
        try {
            JsonNode told = JSON.readTree(entry);
            return told.path("id").asString("").equals(document.get("entryId"))
                    && told.path("unitId").asString("").equals(unit);
        } catch (JacksonException e) {
            return true; // then the hash does not fit either
        }
    }

    private static String text(Document document, String field) {
        return document.get(field) instanceof String text ? text : "";
    }

    private void edit(long number, String detail) {
        if (edited.add(number)) {
            findings.add(Finding.at(EDITED, number, detail));
        }
    }

    /**
     * @param head as it is stored
     * @param doubt why it is not trusted, if it is not
     * @param anchors heads that were seen before
     */
    AuditReport.Chain against(@Nullable SignedCheckpoint head, @Nullable String doubt, List<SignedCheckpoint> anchors) {
        Optional<SignedCheckpoint> signed = doubt == null ? Optional.ofNullable(head) : Optional.empty();
        if (doubt != null) {
            findings.add(Finding.at(HEAD_FORGED, 0, doubt));
        } else if (head == null && !stored.isEmpty()) {
            findings.add(Finding.at(HEAD_FORGED, 0, "there are entries, but no signed head"));
        }
        long end = signed.map(SignedCheckpoint::number).orElse(0L);
        findOrigins(Math.max(end, stored.isEmpty() ? 0 : stored.getLast().place()));
        findMissing(end);
        findMoved();
        followBack(signed, anchors);
        findOlder(signed, anchors);
        findings.sort(Comparator.comparingLong(Finding::from));
        long pending = stored.stream().filter(each -> each.place() > end).count();
        return new AuditReport.Chain(
                unit,
                end,
                signed.map(SignedCheckpoint::hash).orElse(Link.GENESIS),
                stored.size(),
                findings.isEmpty() ? pending : 0,
                List.copyOf(findings));
    }

    private void findOrigins(long last) {
        int tries = TRIES;
        for (Stored each : stored) {
            String moved = each.moved();
            if (moved == null) {
                byOrigin.put(each.place(), each);
                continue;
            }
            long origin = 0;
            for (long distance = 1; distance <= last && origin == 0 && tries > 0; distance++) {
                for (long candidate : new long[] {each.place() - distance, each.place() + distance}) {
                    tries--;
                    if (candidate > 0
                            && candidate <= last
                            && each.hash().equals(new Link(unit, candidate).hash(each.prev(), moved))) {
                        origin = candidate;
                    }
                }
            }
            if (origin == 0) {
                edit(each.place(), "its hash is not that of its content");
            } else if (byOrigin.putIfAbsent(origin, each) != null) {
                findings.add(Finding.at(REORDERED, each.place(), "entry " + origin + " lies here a second time"));
            }
        }
    }

    /** Numbers nobody has: at the end the chain was cut off, elsewhere something was taken out. */
    private void findMissing(long end) {
        TreeSet<Long> there = new TreeSet<>(byOrigin.keySet());
        there.addAll(edited);
        long last = there.isEmpty() ? 0 : there.last();
        long expected = 1;
        for (long number : there) {
            if (number > expected) {
                findings.add(new Finding(DELETED, expected, number - 1, "recorded, and gone"));
            }
            expected = number + 1;
        }
        if (last < end) {
            findings.add(new Finding(TRUNCATED, last + 1, end, "signed up to " + end + ", but there is no more"));
        }
    }

    /** Moved is what stands out of order; what only closed the gap of a deleted one is not. */
    private void findMoved() {
        List<Map.Entry<Long, Stored>> byPlace = byOrigin.entrySet().stream()
                .sorted(Comparator.comparingLong(each -> each.getValue().place()))
                .toList();
        boolean ordered = true;
        for (int i = 1; i < byPlace.size(); i++) {
            ordered &= byPlace.get(i - 1).getKey() < byPlace.get(i).getKey();
        }
        if (!ordered) {
            for (Map.Entry<Long, Stored> each : byPlace) {
                if (each.getKey() != each.getValue().place()) {
                    findings.add(Finding.at(
                            REORDERED,
                            each.getValue().place(),
                            "what was recorded as " + each.getKey() + " lies here"));
                }
            }
        }
    }

    private void followBack(Optional<SignedCheckpoint> signed, List<SignedCheckpoint> anchors) {
        Map<Long, String> seen = new HashMap<>();
        anchors.forEach(anchor -> seen.put(anchor.number(), anchor.hash()));
        long last = byOrigin.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        String expected = null;
        for (long number = last; number > 0; number--) {
            Stored entry = byOrigin.get(number);
            SignedCheckpoint head = signed.isPresent() && signed.get().number() == number ? signed.get() : null;
            if (entry == null) {
                expected = null;
                continue;
            }
            boolean wrong = false;
            if (seen.containsKey(number) && !entry.hash().equals(seen.get(number))) {
                findings.add(Finding.at(REPLACED, number, "another entry was signed here when it was verified before"));
                wrong = true;
            } else if (head != null && !entry.hash().equals(head.hash())) {
                edit(number, "it, or one before it and all since, are not what was signed");
                wrong = true;
            } else if (expected != null && !entry.hash().equals(expected)) {
                boolean certain = head != null || seen.containsKey(number);
                edit(
                        certain ? number + 1 : number,
                        certain ? "it follows another one" : "the next one follows another one");
                wrong = !certain;
            }
            expected = wrong ? null : entry.prev();
        }
        if (expected != null && !expected.equals(Link.GENESIS)) {
            edit(1, "it follows something, but is the first");
        }
    }

    private void findOlder(Optional<SignedCheckpoint> signed, List<SignedCheckpoint> anchors) {
        Optional<SignedCheckpoint> newest = anchors.stream().max(Comparator.comparingLong(SignedCheckpoint::number));
        if (newest.isEmpty()) {
            return;
        }
        long number = newest.get().number();
        if (signed.isEmpty() ? byOrigin.get(number) == null : signed.get().number() < number) {
            findings.add(Finding.at(
                    REPLACED,
                    number,
                    "it was signed up to " + number + " on " + newest.get().at() + ", now only up to "
                            + signed.map(SignedCheckpoint::number).orElse(0L)));
        }
    }
}
