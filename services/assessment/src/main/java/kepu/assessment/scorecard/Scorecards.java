package kepu.assessment.scorecard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore.Touched;
import kepu.assessment.scorecard.Scoring.VillageYear;
import kepu.assessment.scoring.CanonicalCard;
import kepu.assessment.scoring.Scorecard;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.Told;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the live cards of this year and the years just before it.
 *
 * <p>A card is read before the facts and written on condition that it is still the same: who would overwrite a card made
 * from newer facts starts again. Refreshing is one at a time in an instance; should two instances cross so that one of
 * them finds nothing to change, the next fact or the next day puts it right.
 */
@Component
public class Scorecards {
    private static final Logger log = LoggerFactory.getLogger(Scorecards.class);
    private static final int CHUNK = 50;

    private final Scoring scoring;
    private final AggregateStore store;
    private final UnitDirectory directory;
    private final MongoOperations mongo;
    private final Clock clock;
    private final JsonMapper json;
    private final int yearsBack;
    private final ReentrantLock refreshing = new ReentrantLock();

    Scorecards(
            Scoring scoring,
            AggregateStore store,
            UnitDirectory directory,
            MongoOperations mongo,
            Clock clock,
            JsonMapper json,
            @Value("${kepu.assessment.years-back}") int yearsBack) {
        this.scoring = scoring;
        this.store = store;
        this.directory = directory;
        this.mongo = mongo;
        this.clock = clock;
        this.json = json;
        this.yearsBack = yearsBack;
    }

    /** Brings every kept card up to date that these facts may change. */
    public void refresh(Collection<Touched> touched) {
        int thisYear = scoring.today().getYear();
        Map<String, Unit> units =
                directory.find(touched.stream().map(Touched::unitId).collect(Collectors.toSet()));
        refreshAll(touched.stream()
                .flatMap(fact -> IntStream.rangeClosed(fact.year(), fact.lasting() ? thisYear : fact.year())
                        .filter(year -> year >= thisYear - yearsBack && year <= thisYear)
                        .boxed()
                        .flatMap(year ->
                                villages(units.get(fact.unitId())).map(village -> new VillageYear(village.id(), year))))
                .collect(Collectors.toSet()));
    }

    private Stream<Unit> villages(@Nullable Unit unit) {
        if (unit == null) {
            return Stream.empty();
        }
        return unit.kind() == Kind.VILLAGE ? Stream.of(unit) : directory.villagesEverBelow(unit.id()).stream();
    }

    private void refreshAll(Collection<VillageYear> stale) {
        refreshing.lock();
        try {
            refreshNow(stale);
        } finally {
            refreshing.unlock();
        }
    }

    private void refreshNow(Collection<VillageYear> stale) {
        Map<String, Long> versions =
                stored(stale).stream().collect(Collectors.toMap(StoredCard::id, StoredCard::version));
        Map<VillageYear, Scorecard> computed = scoring.live(stale);
        Command command = Command.internal(clock, "assessment");
        computed.forEach((villageYear, first) -> {
            String id = StoredCard.id(villageYear);
            store.createOrUpdate(
                    command,
                    StoredCard.class,
                    id,
                    () -> new StoredCard(id, villageYear.unitId(), villageYear.year()),
                    card -> become(
                            card,
                            card.version() == versions.getOrDefault(id, 0L)
                                    ? first
                                    : scoring.live(villageYear).orElse(first), // somebody wrote in between
                            command.now()));
        });
    }

    private Told become(StoredCard stored, Scorecard card, Instant now) {
        return stored.become(
                card, new String(CanonicalCard.of(card), UTF_8), json.writeValueAsString(CardView.of(card)), now);
    }

    private List<StoredCard> stored(Collection<VillageYear> wanted) {
        return mongo.find(
                query(where("_id").in(wanted.stream().map(StoredCard::id).toList())), StoredCard.class);
    }

    /** The live card in its form for people: the stored one if it is today's, else computed. */
    Optional<String> live(VillageYear wanted) {
        LocalDate today = scoring.today();
        return store.find(StoredCard.class, StoredCard.id(wanted))
                .filter(card -> card.isOf(today))
                .map(StoredCard::json)
                .or(() -> scoring.live(wanted).map(card -> json.writeValueAsString(CardView.of(card))));
    }

    /** Live cards of several villages without their indicators: the stored ones of today, the others computed. */
    public List<Scorecard> summaries(Collection<String> unitIds, int year) {
        List<VillageYear> wanted =
                unitIds.stream().map(unitId -> new VillageYear(unitId, year)).toList();
        LocalDate today = scoring.today();
        Map<String, Scorecard> cards = stored(wanted).stream()
                .filter(card -> card.isOf(today))
                .map(StoredCard::summary)
                .collect(Collectors.toMap(Scorecard::unitId, card -> card));
        scoring.live(wanted.stream()
                        .filter(village -> !cards.containsKey(village.unitId()))
                        .toList())
                .forEach((village, card) -> cards.put(village.unitId(), card));
        return unitIds.stream()
                .flatMap(unitId -> Optional.ofNullable(cards.get(unitId)).stream())
                .toList();
    }

    /**
     * Each day has its own score, and each year begins: at start and soon after every full hour the kept cards follow the
     * day. What fails is logged and tried again an hour later; readers get a computed card meanwhile.
     */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 1 * * * *", zone = "${kepu.zone}")
    void roll() {
        LocalDate today = scoring.today();
        List<String> villages = directory.villages();
        for (int from = 0; from < villages.size(); from += CHUNK) {
            List<String> some = villages.subList(from, Math.min(villages.size(), from + CHUNK));
            try {
                roll(some, today);
            } catch (RuntimeException e) {
                log.error(
                        "the cards of {} villages from {} on still wait for {}",
                        some.size(),
                        some.getFirst(),
                        today,
                        e);
            }
        }
    }

    private void roll(List<String> villages, LocalDate today) {
        List<VillageYear> kept = IntStream.rangeClosed(today.getYear() - yearsBack, today.getYear())
                .boxed()
                .flatMap(year -> villages.stream().map(village -> new VillageYear(village, year)))
                .toList();
        Set<String> current = stored(kept).stream()
                .filter(card -> card.isOf(today))
                .map(StoredCard::id)
                .collect(Collectors.toSet());
        refreshAll(kept.stream()
                .filter(card -> !current.contains(StoredCard.id(card)))
                .toList());
    }
}
