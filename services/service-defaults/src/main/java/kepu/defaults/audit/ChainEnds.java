package kepu.defaults.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import kepu.defaults.audit.signature.SignedCheckpoint;

/**
 * The ends of the chains as this process knows them, and how far each is signed.
 *
 * <p>Whoever moves an end holds the monitor from reading it until it is moved.
 */
final class ChainEnds {
    private static final int LONGEST_WAIT_ROUNDS = 9;

    private final ChainReader reader;
    private final Map<String, ChainEnd> ends = new BoundedMap<>();
    private final Map<String, Long> signed = new BoundedMap<>();
    private final Map<String, Unsigned> unsigned = new HashMap<>();
    private final Set<String> unsure = new HashSet<>();
    private volatile boolean valid = true;

    /**
     * An end to be signed.
     *
     * @param grown whether it moved since the last round
     * @param rounds how many it has waited for
     */
    private record Unsigned(ChainEnd end, boolean grown, int rounds) {
        boolean isDue() {
            return !grown || rounds >= LONGEST_WAIT_ROUNDS;
        }
    }

    ChainEnds(ChainReader reader) {
        this.reader = reader;
    }

    /** Whether the last look at all heads found nothing wrong. */
    boolean isValid() {
        return valid;
    }

    synchronized void judge(boolean fine) {
        valid = fine && ends.values().stream().allMatch(ChainEnd::sound);
    }

    synchronized Map<String, ChainEnd> of(Set<String> units) {
        Map<String, ChainEnd> known = new HashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String unit : units) {
            ChainEnd end = ends.get(unit);
            if (end == null) {
                unknown.add(unit);
            } else {
                known.put(unit, end);
            }
        }
        if (!unknown.isEmpty()) {
            known.putAll(read(unknown));
        }
        return known;
    }

    private Map<String, ChainEnd> read(Set<String> units) {
        Map<String, ChainEnd> read = reader.read(units);
        if (!read.values().stream().allMatch(ChainEnd::sound)) {
            valid = false;
        }
        return read;
    }

    synchronized void moveTo(Map<String, ChainEnd> places) {
        ends.putAll(places);
        places.forEach((unit, end) -> {
            if (end.sound()) {
                Unsigned before = unsigned.get(unit);
                unsigned.put(unit, new Unsigned(end, true, before == null ? 0 : before.rounds));
            }
        });
    }

    /** Of an attempt to append that failed, some may be there. */
    synchronized void forget(Set<String> units) {
        units.forEach(ends::remove);
        unsure.addAll(units);
    }

    /**
     * The ends to be signed now.
     *
     * @param all else only those that rest, or have waited long: in the midst of a backlog the next entry follows at once
     */
    synchronized Map<String, ChainEnd> due(boolean all) {
        if (!unsure.isEmpty()) {
            moveTo(read(Set.copyOf(unsure)));
            unsure.clear();
        }
        Map<String, ChainEnd> due = new HashMap<>();
        unsigned.replaceAll((unit, each) -> {
            if (all || each.isDue()) {
                due.put(unit, each.end);
            }
            return new Unsigned(each.end, false, each.rounds + 1);
        });
        return due;
    }

    synchronized void signed(Map<String, ChainEnd> due) {
        due.forEach((unit, end) -> {
            signed.merge(unit, end.number(), Math::max);
            unsigned.computeIfPresent(unit, (_, now) -> now.end.equals(end) ? null : new Unsigned(now.end, true, 0));
        });
    }

    synchronized Set<String> signedUnits() {
        return new HashSet<>(signed.keySet());
    }

    /**
     * Whether a head is trusted and has not gone back.
     *
     * @param goesOn whether there is an entry behind it, which a crash may have left unsigned
     */
    synchronized boolean agreeWith(SignedCheckpoint head, boolean goesOn) {
        boolean good = reader.isTrusted(head) && signed.getOrDefault(head.unit(), 0L) <= head.number();
        if (good && goesOn && !unsigned.containsKey(head.unit())) {
            unsure.add(head.unit());
        }
        return good;
    }
}
