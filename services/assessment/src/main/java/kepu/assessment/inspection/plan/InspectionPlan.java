package kepu.assessment.inspection.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kepu.assessment.inspection.plan.InspectionPlans.RestOnPlan;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanCorrected;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanFiled;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/** What a county or township will inspect in a year (年度督查计划), under the number of its filing (备案). */
@Document("inspection-plans")
@Listed(text = {"title=content.title", "filingNumber=content.filingNumber"})
class InspectionPlan extends AmendableRecord<InspectionPlan.Content> {
    /** 定期, 不定期: only irregular ones are drawn by lot. */
    enum Kind {
        REGULAR,
        IRREGULAR
    }

    /**
     * What is inspected in a term of the year.
     *
     * @param to last day, included
     * @param mergedWith authorities whose inspections are made together with it
     */
    record Entry(int number, Kind kind, String subject, LocalDate from, LocalDate to, Set<String> mergedWith) {
        Entry {
            mergedWith = new TreeSet<>(mergedWith);
        }

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** @param capPerUnit how often a unit may be inspected in the year at most, under whatever plan */
    record Content(int year, String title, String filingNumber, String filedWith, int capPerUnit, List<Entry> entries) {
        Content {
            entries = List.copyOf(entries);
        }

        /** What a record may rest on, and so what a correction leaves to those that do. */
        boolean carries(RestOnPlan.Resting resting) {
            return entries.stream()
                    .filter(entry -> entry.number() == resting.entryNumber())
                    .anyMatch(entry -> switch (resting) {
                        case RestOnPlan.Inspected inspected -> entry.covers(inspected.day());
                        case RestOnPlan.Drawn drawn -> entry.kind() == Kind.IRREGULAR && drawn.year() == year;
                    });
        }

        int mergedEntries() {
            return Math.toIntExact(entries.stream()
                    .filter(entry -> !entry.mergedWith().isEmpty())
                    .count());
        }
    }

    InspectionPlan(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /**
     * A correction under which all that stands under the plan as it was is still planned.
     *
     * @throws kepu.defaults.Rejection 409 {@code plan-entry-in-use}
     */
    DomainEvents correct(Content stated, Instant at, String by, RestOnPlan rest) {
        requireNotWithdrawn();
        rest.of(id()).stream()
                .filter(resting -> content().carries(resting) && !stated.carries(resting))
                .findFirst()
                .ifPresent(resting -> {
                    throw InspectionPlanRejection.entryInUse(resting.entryNumber(), resting.when());
                });
        return correct(stated, at, by);
    }

    Optional<Entry> entry(int number) {
        return content().entries().stream()
                .filter(entry -> entry.number() == number)
                .findFirst();
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        Set<Integer> numbers = new HashSet<>();
        for (Entry entry : stated.entries()) {
            if (!numbers.add(entry.number())) {
                throw InspectionPlanRejection.entryTwice(entry.number());
            }
            if (entry.from().getYear() != stated.year()
                    || entry.to().getYear() != stated.year()
                    || entry.to().isBefore(entry.from())) {
                throw InspectionPlanRejection.termOutsideYear(entry.number(), stated.year());
            }
        }
    }

    @Override
    protected InspectionPlanFiled recorded(Content is) {
        return new InspectionPlanFiled(
                id(),
                is.year(),
                is.title(),
                is.filingNumber(),
                is.filedWith(),
                is.capPerUnit(),
                is.entries().size(),
                is.mergedEntries());
    }

    @Override
    protected InspectionPlanCorrected corrected(Content is, Content was, Instant before) {
        return new InspectionPlanCorrected(
                id(),
                is.year(),
                is.title(),
                is.filingNumber(),
                is.filedWith(),
                is.capPerUnit(),
                is.entries().size(),
                is.mergedEntries(),
                before);
    }

    @Override
    protected InspectionPlanWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new InspectionPlanWithdrawn(id(), reason, before);
    }
}
