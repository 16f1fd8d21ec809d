package kepu.assessment.award;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import kepu.assessment.facts.FactStore;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.readingrooms.EffectEvent.EffectCorrected;
import kepu.contracts.readingrooms.EffectEvent.EffectReported;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.EffectEvent.EffectVersion;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanVersion;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;

/**
 * How a reading room was used in a year and what demonstrably came of it, as known by an instant.
 *
 * @param effects how many somebody verified
 * @param beneficiaries of those effects together
 * @param volumeFacts ids of the events behind the volume
 * @param effectFacts ids of the events behind the effects: what was reported, and its verification
 * @param reporters pseudonyms of who reported or corrected those effects
 */
record RoomYear(
        String roomId,
        String unitId,
        String name,
        Level level,
        int reads,
        int downloads,
        int visits,
        int loans,
        int effects,
        int beneficiaries,
        Set<String> volumeFacts,
        Set<String> effectFacts,
        Set<String> reporters) {
    int volume() {
        return reads + downloads + visits + loans;
    }

    /**
     * The rooms of a unit.
     *
     * @param facts of the unit: rooms and effects of any year, usage and loans of this one; in any order
     */
    static List<RoomYear> of(String unitId, int year, ZoneId zone, Instant knownBy, Collection<Envelope<?>> facts) {
        Predicate<Envelope<?>> isFalse = FalseRecords.among(Facts.known(unitId, zone, knownBy, facts));
        List<Envelope<?>> known = facts.stream()
                .filter(fact -> !fact.recordedAt().isAfter(knownBy))
                .filter(isFalse.negate())
                .toList();
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Envelope<?> fact : known) {
            if (fact.data() instanceof RoomRegistered room) {
                tallies.putIfAbsent(room.roomId(), new Tally(room));
            }
        }
        Function<String, Tally> tally = roomId -> tallies.getOrDefault(roomId, Tally.OF_NO_ROOM);
        for (Envelope<?> fact : FactStore.holding(known, UsageEvent.class)) {
            if (fact.data() instanceof UsageRecorded usage && usage.date().getYear() == year) {
                tally.apply(usage.roomId()).add(fact, usage);
            }
        }
        for (Envelope<?> fact : FactStore.holding(known, LoanVersion.class)) {
            if (LocalDate.ofInstant(fact.occurredAt(), zone).getYear() == year) {
                switch (fact.data()) {
                    case LoanMade loan -> tally.apply(loan.roomId()).addLoan(fact);
                    case LoanCorrected loan -> tally.apply(loan.roomId()).addLoan(fact);
                    default -> {} // withdrawn
                }
            }
        }
        for (Envelope<?> fact : FactStore.holding(known, EffectVersion.class)) {
            if (LocalDate.ofInstant(fact.occurredAt(), zone).getYear() == year) {
                switch (fact.data()) {
                    case EffectReported effect ->
                        tally.apply(effect.roomId()).addIfVerified(fact, effect.beneficiaries(), known);
                    case EffectCorrected effect ->
                        tally.apply(effect.roomId()).addIfVerified(fact, effect.beneficiaries(), known);
                    default -> {} // withdrawn
                }
            }
        }
        return tallies.values().stream().map(one -> one.result(unitId)).toList();
    }

    /** Adds up what one room did. */
    private static final class Tally {
        static final Tally OF_NO_ROOM = new Tally(new RoomRegistered("none", Level.VILLAGE, ""));

        private final RoomRegistered room;
        private final List<UsageRecorded> days = new ArrayList<>();
        private int loans;
        private int effects;
        private int beneficiaries;
        private final Set<String> volumeFacts = new TreeSet<>();
        private final Set<String> effectFacts = new TreeSet<>();
        private final Set<String> reporters = new TreeSet<>();

        Tally(RoomRegistered room) {
            this.room = room;
        }

        void add(Envelope<?> fact, UsageRecorded usage) {
            days.add(usage);
            volumeFacts.add(fact.id().toString());
        }

        void addLoan(Envelope<?> fact) {
            loans++;
            volumeFacts.add(fact.id().toString());
        }

        /** What was stated anew has to be verified anew. */
        void addIfVerified(Envelope<?> version, int useTo, List<Envelope<?>> known) {
            List<Envelope<?>> verdicts = known.stream()
                    .filter(fact -> fact.data() instanceof EffectVerified verified
                            && verified.effectId().equals(effectId(version.data()))
                            && FactStore.isNewer(fact, version))
                    .toList();
            if (!verdicts.isEmpty()) {
                effects++;
                beneficiaries += useTo;
                effectFacts.add(version.id().toString());
                verdicts.forEach(verdict -> effectFacts.add(verdict.id().toString()));
                known.stream()
                        .filter(fact -> fact.data() instanceof EffectVersion
                                && effectId(fact.data()).equals(effectId(version.data())))
                        .forEach(fact -> reporters.add(fact.actor()));
            }
        }

        private static String effectId(DomainEvent event) {
            return ((EffectVersion) event).effectId();
        }

        RoomYear result(String unitId) {
            return new RoomYear(
                    room.roomId(),
                    unitId,
                    room.name(),
                    room.level(),
                    days.stream().mapToInt(UsageRecorded::reads).sum(),
                    days.stream().mapToInt(UsageRecorded::downloads).sum(),
                    days.stream().mapToInt(UsageRecorded::visits).sum(),
                    loans,
                    effects,
                    beneficiaries,
                    volumeFacts,
                    effectFacts,
                    reporters);
        }
    }
}
