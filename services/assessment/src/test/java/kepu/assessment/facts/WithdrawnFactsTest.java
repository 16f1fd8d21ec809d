package kepu.assessment.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.ConversionRuleEvent;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.SchemeEvent;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.campaigns.CampaignsDuplicateEvent;
import kepu.contracts.fact.Amendment;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.OrganizationDuplicateEvent;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.ReadingRoomsDuplicateEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.junit.jupiter.api.Test;

/** A fact and what takes it back, of whatever family scores read: the card is the one without either, to the byte. */
class WithdrawnFactsTest {
    private static final int VILLAGES = 120;
    private static final LocalDate AS_OF = LocalDate.of(2027, 2, 1);
    private static final Instant LATER = Instant.parse("2027-02-15T02:00:00Z");

    /**
     * A scheme says by what is scored, a conversion what is made of it; effects are read by award lists, and duplicates are
     * named in explanations alone.
     */
    private static final Set<String> READ_BY_NO_CARD = Stream.of(
                    SchemeEvent.class,
                    ConversionRuleEvent.class,
                    EffectEvent.class,
                    OrganizationDuplicateEvent.class,
                    CampaignsDuplicateEvent.class,
                    ReadingRoomsDuplicateEvent.class)
            .map(Contracts::topicOf)
            .collect(Collectors.toSet());

    /** Events that begin what may be withdrawn, of families whose first events are no versions. */
    private static final Set<Class<?>> FIRST_OF_OTHERS =
            Set.of(VetoImposed.class, FalseRecordConfirmed.class, DemonstrationAwarded.class);

    @Test
    void a_fact_of_any_family_and_its_withdrawal_leave_the_bytes_without_either() throws IOException {
        SortedSet<String> withdrawn = new TreeSet<>();
        for (long seed = 1; seed <= VILLAGES; seed++) {
            List<Envelope<?>> facts = RandomVillage.of(seed, "").facts();
            Random random = new Random(seed);
            for (String family : families(facts)) {
                List<Envelope<?>> first = facts.stream()
                        .<Envelope<?>>filter(fact -> topic(fact).equals(family))
                        .filter(fact -> isFirst(fact.data()))
                        .filter(fact -> withdrawal(fact).isPresent())
                        .toList();
                if (first.isEmpty()) {
                    continue;
                }
                Envelope<?> fact = first.get(random.nextInt(first.size()));
                List<Envelope<?>> without = facts.stream()
                        .<Envelope<?>>filter(other -> !isVersionOf(fact, other))
                        .toList();
                List<Envelope<?>> with = new ArrayList<>(without);
                with.add(fact);
                with.add(withdrawal(fact).orElseThrow());
                Collections.shuffle(with, random);
                assertThat(RandomVillage.canonicalCard(AS_OF, with))
                        .as("seed %d, %s", seed, fact.data())
                        .isEqualTo(RandomVillage.canonicalCard(AS_OF, without));
                withdrawn.add(family);
            }
        }
        assertThat(withdrawn).containsExactlyElementsOf(placedFamiliesWithWithdrawals());
    }

    @Test
    void a_notice_a_veto_a_finding_and_an_order_that_are_taken_back_leave_the_bytes_without_either() {
        List<UnaryOperator<Village>> takenBack = List.of(
                village -> village.criticised("x", "2026-05-01", null, null).noticeTakenBack("y", "2026-06-01", "x"),
                village -> village.commended("x", "2026-05-01", Level.COUNTY, Track.PARTY, "new deed")
                        .noticeTakenBack("y", "2027-01-20", "x"),
                village -> village.vetoed("x", "2026-05-01", 2026).vetoWithdrawn("x", "2026-06-01", 2026),
                village -> village.foundFalse("x", "2026-05-01", TrainingHeld.class, "t0", 2026)
                        .findingWithdrawn("x", "2026-06-01", TrainingHeld.class, "t0", 2026),
                village -> village.order("x", "2026-03-02", "2026-03-20")
                        .orderHandedIn("x", "2026-03-25")
                        .orderCancelled("x", "2026-06-01"));
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Optional<String> without = RandomVillage.canonicalCard(
                    AS_OF, RandomVillage.of(seed, "").facts());
            for (UnaryOperator<Village> one : takenBack) {
                List<Envelope<?>> with =
                        new ArrayList<>(one.apply(RandomVillage.of(seed, "")).facts());
                Collections.shuffle(with, new Random(seed));
                assertThat(RandomVillage.canonicalCard(AS_OF, with))
                        .as("seed %d", seed)
                        .isEqualTo(without);
            }
        }
    }

    /** What the property tests on random villages are about: whatever a card of a village reads. */
    @Test
    void random_villages_have_facts_of_every_family_that_a_card_reads() throws IOException {
        SortedSet<String> told = new TreeSet<>();
        for (long seed = 1; seed <= VILLAGES; seed++) {
            told.addAll(families(RandomVillage.of(seed, "").facts()));
        }
        assertThat(told).containsExactlyElementsOf(placedFamilies());
    }

    /** Those of which any event has a place, but for those that no card reads. */
    private static SortedSet<String> placedFamilies() throws IOException {
        SortedSet<String> families = new TreeSet<>();
        for (Contract contract : Contracts.all()) {
            if (!FactPartitions.of(FactPartitionsTest.sample(contract), Village.ZONE)
                    .isEmpty()) {
                families.add(contract.topic());
            }
        }
        families.removeAll(READ_BY_NO_CARD);
        return families;
    }

    private static SortedSet<String> placedFamiliesWithWithdrawals() throws IOException {
        SortedSet<String> families = placedFamilies();
        families.removeIf(family -> Contracts.all().stream()
                .noneMatch(contract ->
                        contract.topic().equals(family) && Withdrawal.class.isAssignableFrom(contract.event())));
        return families;
    }

    private static SortedSet<String> families(List<Envelope<?>> facts) {
        SortedSet<String> families = new TreeSet<>();
        facts.forEach(fact -> families.add(topic(fact)));
        return families;
    }

    private static String topic(Envelope<?> fact) {
        return Contracts.of(fact.data().getClass()).topic();
    }

    private static boolean isFirst(DomainEvent event) {
        return event instanceof FactVersion && !(event instanceof Amendment)
                || FIRST_OF_OTHERS.contains(event.getClass());
    }

    private static boolean isVersionOf(Envelope<?> fact, Envelope<?> other) {
        boolean isOne = fact.data() instanceof FactVersion its
                ? other.data() instanceof FactVersion another && its.factId().equals(another.factId())
                : fact.subject().equals(other.subject());
        return isOne && topic(fact).equals(topic(other));
    }

    /** What takes it back, as the withdrawals of its family are made; none if it cannot be. */
    private static Optional<Envelope<?>> withdrawal(Envelope<?> fact) {
        return withdrawals(topic(fact))
                .flatMap(type -> withdrawal(type, fact).stream())
                .filter(event -> !(fact.data() instanceof FactVersion its)
                        || event.factId().equals(its.factId()))
                .findFirst()
                .map(event -> new Envelope<>(
                        UUID.nameUUIDFromBytes(fact.id().toString().getBytes(StandardCharsets.UTF_8)),
                        fact.subject(),
                        LATER,
                        LATER,
                        fact.epoch() + 1,
                        1,
                        fact.unitId(),
                        "clerk",
                        "correlation",
                        null,
                        null,
                        event));
    }

    private static Stream<Class<? extends DomainEvent>> withdrawals(String topic) {
        return Contracts.all().stream()
                .filter(contract -> contract.topic().equals(topic))
                .<Class<? extends DomainEvent>>map(Contract::event)
                .filter(Withdrawal.class::isAssignableFrom);
    }

    /**
     * It names the fact and its day as the fact does, and what was before by the field behind {@code previous}; none if it asks
     * for what the fact does not say.
     */
    private static Optional<Withdrawal> withdrawal(Class<? extends DomainEvent> type, Envelope<?> fact) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> values = Arrays.stream(components)
                .flatMap(component -> value(component, fact).stream())
                .toList();
        if (values.size() < components.length) {
            return Optional.empty();
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Optional.of((Withdrawal) type.getDeclaredConstructor(types).newInstance(values.toArray()));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Object> value(RecordComponent component, Envelope<?> fact) {
        String name = component.getName();
        if (name.equals("reason")) {
            return Optional.of("误录");
        }
        if (component.getType().equals(Instant.class)) {
            return Optional.of(fact.occurredAt());
        }
        String field = name.startsWith("previous")
                ? Character.toLowerCase(name.charAt("previous".length())) + name.substring("previous".length() + 1)
                : name;
        return Arrays.stream(fact.data().getClass().getRecordComponents())
                .filter(other -> other.getName().equals(field))
                .findFirst()
                .map(other -> read(other, fact.data()));
    }

    private static Object read(RecordComponent component, DomainEvent event) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(event));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
