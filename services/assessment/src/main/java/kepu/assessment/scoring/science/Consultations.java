package kepu.assessment.scoring.science;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.WorkingDays;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneErased;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneRecorded;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneUnmasked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationRated;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationTransferred;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationWithdrawn;
import org.jspecify.annotations.Nullable;

/** The consultations (咨询) of a unit's year as matters that residents wait for; an answer completes one. */
final class Consultations {
    private static final Comparator<DatedEvent<?>> IN_ORDER =
            DatedEvent.BY_VERSION.thenComparing(DatedEvent.AS_IT_HAPPENED);

    private Consultations() {}

    /** Those asked on elapsed days, without those that were transferred or merged. */
    static List<Matter> of(UnitYear unit, int workingDays, Evidence evidence) {
        Map<String, List<DatedEvent<ConsultationEvent>>> histories = new HashMap<>();
        for (DatedEvent<ConsultationEvent> fact : unit.facts().of(ConsultationEvent.class)) {
            histories
                    .computeIfAbsent(fact.data().consultationId(), _ -> new ArrayList<>())
                    .add(fact);
        }
        WorkingDays calendar = unit.workingDays(evidence);
        List<Matter> matters = new ArrayList<>();
        for (DatedEvent<ConsultationEvent> consultation : unit.heldOnElapsedDays(ConsultationEvent.class, evidence)) {
            Course course = new Course(unit);
            histories.getOrDefault(consultation.data().consultationId(), List.of()).stream()
                    .sorted(IN_ORDER)
                    .forEach(course::take);
            if (course.leftOut != null) {
                evidence.doesNotCount(consultation, course.leftOut);
                continue;
            }
            Matter matter = new Matter(calendar.after(consultation.date(), workingDays), course.answered);
            if (matter.on(unit.asOf()) == Matter.Standing.NOT_YET_DUE) {
                evidence.doesNotCount(consultation, Reason.NOT_YET_DUE);
            } else {
                evidence.counts(consultation);
                if (course.answer != null) {
                    evidence.counts(course.answer);
                }
            }
            matters.add(matter);
        }
        return matters;
    }

    /** What became of one consultation by the as-of day. */
    private static final class Course {
        private final UnitYear unit;
        private @Nullable LocalDate answered;
        private @Nullable DatedEvent<ConsultationEvent> answer;
        private @Nullable Reason leftOut;

        private Course(UnitYear unit) {
            this.unit = unit;
        }

        void take(DatedEvent<ConsultationEvent> fact) {
            boolean happened = !fact.date().isAfter(unit.asOf());
            switch (fact.data()) {
                case ConsultationAnswered _ when happened -> answer(fact, fact.date());
                case ConsultationTransferred _ when happened -> leftOut = Reason.TRANSFERRED;
                case ConsultationMerged _ when happened -> leftOut = Reason.MERGED;
                // One that was moved here from another year left its steps there.
                case ConsultationCorrected corrected
                when corrected.answeredAt() != null -> {
                    LocalDate day = unit.facts().localDate(corrected.answeredAt());
                    if (!day.isAfter(unit.asOf()) && !day.equals(answered)) {
                        answer(fact, day);
                    }
                }
                case ConsultationAnswered _,
                        ConsultationTransferred _,
                        ConsultationMerged _,
                        ConsultationCorrected _,
                        ConsultationAsked _,
                        ConsultationAssigned _,
                        ConsultationRated _,
                        ConsultationWithdrawn _,
                        ConsultationPhoneRecorded _,
                        ConsultationPhoneUnmasked _,
                        ConsultationPhoneErased _ -> {}
            }
        }

        private void answer(DatedEvent<ConsultationEvent> fact, LocalDate day) {
            answer = fact;
            answered = day;
        }
    }
}
