package kepu.assessment.scorecard;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kepu.assessment.edition.Edition;
import kepu.assessment.facts.FactStore;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import org.springframework.stereotype.Component;

/**
 * What live cards of many units read, kept in memory from batch to batch: units with their ancestors, and what counties state. One
 * look at the {@link Edition} takes the place of reading it all again.
 */
@Component
class SharedFacts {
    private static final int MOST_UNITS = 50_000;
    private static final int MOST_FACTS = 20_000;

    private final UnitDirectory directory;
    private final FactStore facts;
    private final Edition edition;
    private volatile Held held = new Held("", LocalDate.MIN);

    SharedFacts(UnitDirectory directory, FactStore facts, Edition edition) {
        this.directory = directory;
        this.facts = facts;
        this.edition = edition;
    }

    /** As things are now, as of a day. Ask after reading the cards that are to be written. */
    Held now(LocalDate day) {
        String current = edition.current();
        Held last = held;
        if (!last.edition.equals(current) || !last.day.equals(day) || last.isFull()) {
            last = new Held(current, day);
            held = last;
        }
        return last;
    }

    /** No older than the edition. */
    final class Held {
        private final String edition;
        private final LocalDate day;
        private final Map<String, Unit> everKnown = new ConcurrentHashMap<>();
        private final Map<String, Unit> asOfDay = new ConcurrentHashMap<>();
        private final Map<CountyYear, List<Envelope<?>>> ofCounties = new ConcurrentHashMap<>();
        private final AtomicInteger factsOfCounties = new AtomicInteger();

        private record CountyYear(String county, int year) {}

        private Held(String edition, LocalDate day) {
            this.edition = edition;
            this.day = day;
        }

        private boolean isFull() {
            return everKnown.size() + asOfDay.size() > MOST_UNITS || factsOfCounties.get() > MOST_FACTS;
        }

        /** Units by id, with all that is known; unknown ones are missing. */
        Map<String, Unit> find(Collection<String> unitIds) {
            List<String> missing =
                    unitIds.stream().filter(id -> !everKnown.containsKey(id)).toList();
            if (!missing.isEmpty()) {
                everKnown.putAll(directory.find(missing));
            }
            Map<String, Unit> found = new HashMap<>();
            for (String id : unitIds) {
                Unit unit = everKnown.get(id);
                if (unit != null) {
                    found.put(id, unit);
                }
            }
            return found;
        }

        /** The units as of the day, with all their ancestors. */
        Tree tree(Collection<String> unitIds) {
            return directory.tree(unitIds, View.asOf(day), asOfDay);
        }

        /** What a county states for a year of the units below it. */
        List<Envelope<?>> ofCounty(String county, int year) {
            return ofCounties.computeIfAbsent(new CountyYear(county, year), _ -> {
                List<Envelope<?>> its = facts.ofCounty(county, year);
                factsOfCounties.addAndGet(its.size());
                return its;
            });
        }
    }
}
