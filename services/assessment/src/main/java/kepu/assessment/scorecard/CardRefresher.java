package kepu.assessment.scorecard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.Scorecard;
import kepu.defaults.Command;
import kepu.defaults.consume.Isolation;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.AggregateStore.Loaded;
import kepu.defaults.store.AggregateStore.Updated;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes cards and stores those that changed.
 *
 * <p>Cards are read many at once, before the facts, and written at once with optimistic locking: on a conflict they are computed
 * again. Whoever finds nothing to change makes all changes of the card that are under way begin again, for they
 * may know fewer facts. An instance refreshes one batch at a time. A card that cannot be stored does not stop the others.
 */
final class CardRefresher {
    /** Cards that are computed and written at a time: their facts are in memory together. */
    private static final int CHUNK = 50;

    private static final DomainEvents NOTHING = new DomainEvents(Instant.EPOCH, List.of(), null);

    private final ScorecardCalculator calculator;
    private final AggregateStore store;
    private final Clock clock;
    private final JsonMapper json;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final ScoresInMemory memory; // guarded by the lock

    CardRefresher(
            ScorecardCalculator calculator, AggregateStore store, Clock clock, JsonMapper json, int factsInMemory) {
        this.calculator = calculator;
        this.store = store;
        this.clock = clock;
        this.json = json;
        this.memory = new ScoresInMemory(factsInMemory, calculator::read);
    }

    /** Brings cards to what is stored, whatever is in memory. */
    Map<String, RuntimeException> refreshFromStore(Collection<VillageYear> kept) {
        refreshing.lock();
        try {
            kept.forEach(memory::forget);
            return refresh(kept, List.of(), AddedFacts.NONE);
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Brings cards to what is known now.
     *
     * @param older cards that are no longer updated but were published: they are retracted if they end
     * @param added facts that were stored since the scores in memory were last refreshed, if any were
     * @return the units of which a card cannot be stored, and why
     */
    Map<String, RuntimeException> refresh(
            Collection<VillageYear> kept, Collection<VillageYear> older, AddedFacts added) {
        Map<String, RuntimeException> failed = new LinkedHashMap<>();
        refreshing.lock();
        try {
            Stream.concat(kept.stream(), older.stream())
                    .distinct()
                    .gather(Gatherers.windowFixed(CHUNK))
                    .forEach(chunk -> {
                        Isolation.each(
                                        chunk,
                                        some -> refreshUntilStored(
                                                intersection(kept, some), intersection(older, some), added))
                                .forEach((one, why) -> failed.putIfAbsent(one.unitId(), why));
                        memory.forgetTaken();
                    });
        } finally {
            memory.forgetTaken();
            refreshing.unlock();
        }
        return failed;
    }

    private static Set<VillageYear> intersection(Collection<VillageYear> these, Collection<VillageYear> those) {
        Set<VillageYear> both = new LinkedHashSet<>(these);
        both.retainAll(those);
        return both;
    }

    private void refreshUntilStored(Set<VillageYear> kept, Set<VillageYear> older, AddedFacts added) {
        Set<VillageYear> left = refreshNow(kept, older, added);
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            AggregateStore.giveWay(attempt);
            left = refreshNow(intersection(kept, left), intersection(older, left), added);
        }
    }

    /** Answers which cards must be looked at once more, for somebody else may have known more facts meanwhile. */
    private Set<VillageYear> refreshNow(Set<VillageYear> kept, Set<VillageYear> older, AddedFacts added) {
        Command command = Command.internal(clock, "assessment");
        Map<String, Loaded<StoredCard>> before = new HashMap<>();
        store.load(command, StoredCard.class, ids(kept, older))
                .forEach(card -> before.put(card.aggregate().id(), card));
        List<VillageYear> told =
                older.stream().filter(one -> isThere(before, one)).toList();
        LocalDate today = calculator.today();
        Map<VillageYear, Scorecard> computed = calculator.running(
                today,
                Stream.concat(kept.stream(), told.stream()).toList(),
                one -> memory.take(one, card(before, one), added.of(one)));
        Set<VillageYear> again = new LinkedHashSet<>();
        Map<Loaded<StoredCard>, DomainEvents> changes = new LinkedHashMap<>();
        for (VillageYear one : kept) {
            Scorecard card = computed.get(one);
            Loaded<StoredCard> was = before.get(StoredCard.id(one));
            if (was != null) {
                changes.put(was, change(was.aggregate(), card, today, command.now()));
            } else if (card != null) {
                create(command, one, card);
                again.add(one); // whoever found nothing to store could not fence a card that was not there
            }
        }
        for (VillageYear one : told) {
            Loaded<StoredCard> was = requireNonNull(before.get(StoredCard.id(one)));
            boolean isStill = computed.containsKey(one);
            changes.put(was, isStill ? NOTHING : was.aggregate().retract(today, command.now()));
        }
        Map<String, Updated> updated = store.updateAll(command, StoredCard.class, changes);
        for (Loaded<StoredCard> was : changes.keySet()) {
            VillageYear one = was.aggregate().villageYear();
            Updated now = updated.get(was.aggregate().id());
            if (now == null) {
                again.add(one);
            } else {
                memory.putBack(one, now.version(), now.fence());
            }
        }
        return again;
    }

    private static List<String> ids(Collection<VillageYear> some, Collection<VillageYear> others) {
        return Stream.concat(some.stream(), others.stream()).map(StoredCard::id).toList();
    }

    private static @Nullable StoredCard card(Map<String, Loaded<StoredCard>> cards, VillageYear one) {
        Loaded<StoredCard> loaded = cards.get(StoredCard.id(one));
        return loaded == null ? null : loaded.aggregate();
    }

    private static boolean isThere(Map<String, Loaded<StoredCard>> cards, VillageYear one) {
        StoredCard card = card(cards, one);
        return card != null && card.exists();
    }

    private DomainEvents change(StoredCard stored, @Nullable Scorecard card, LocalDate today, Instant now) {
        return card == null ? stored.retract(today, now) : update(stored, card, now);
    }

    private void create(Command command, VillageYear one, Scorecard card) {
        String id = StoredCard.id(one);
        store.createOrUpdate(
                command,
                StoredCard.class,
                id,
                () -> new StoredCard(id, one.unitId(), one.year()),
                stored -> update(stored, card, command.now()));
    }

    private DomainEvents update(StoredCard stored, Scorecard card, Instant now) {
        return stored.update(
                card, new String(CanonicalCard.of(card), UTF_8), json.writeValueAsString(CardView.of(card)), now);
    }
}
