package kepu.readingrooms.consultation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.contracts.readingrooms.ConsultationEvent.Rating;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import kepu.defaults.replica.Deadline;
import kepu.defaults.replica.Deadlines;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** What people see of consultations, and what whoever asked without an account sees by the code. */
@Component
class ConsultationViews {
    private final AmendableRecords records;
    private final MongoOperations mongo;
    private final Deadlines deadlines;
    private final ZoneId zone;

    ConsultationViews(AmendableRecords records, MongoOperations mongo, Deadlines deadlines, ZoneId zone) {
        this.records = records;
        this.mongo = mongo;
        this.deadlines = deadlines;
        this.zone = zone;
    }

    /**
     * A consultation now.
     *
     * @param occurredAt when it was asked
     * @param dueOn the last day on which it is answered in time
     * @param phoneHeld whether a number of whoever asked is held, sealed
     * @param overdue whether that day is over and it is still to be answered here
     */
    record ConsultationView(
            String id,
            String unitId,
            @JsonUnwrapped Consultation.Content content,
            Instant occurredAt,
            Consultation.State state,
            LocalDate dueOn,
            boolean overdue,
            @Nullable String assigneeId,
            @Nullable String mergedInto,
            List<Consultation.Step> steps,
            boolean phoneHeld,
            @Nullable Duplicate duplicate,
            String recordedBy,
            @Nullable String correctedBy,
            long version) {}

    /**
     * What a consultation says to whoever has its code.
     *
     * @param dueOn the last day on which it is answered in time
     * @param answer of a double: of the one that it was merged into
     */
    record AskedView(
            Kind kind,
            String question,
            LocalDate askedOn,
            Consultation.State state,
            LocalDate dueOn,
            @Nullable String answer,
            @Nullable LocalDate answeredOn,
            @Nullable Rating rating) {}

    ConsultationView consultation(String id) {
        return view(records.get(Consultation.class, id));
    }

    List<ConsultationView> consultations(List<Consultation> consultations) {
        return consultations.stream().map(this::view).toList();
    }

    /** Those still to be answered here. */
    Bson open() {
        return Filters.in(
                "state", Consultation.OPEN.stream().map(Enum::name).sorted().toList());
    }

    /** Of the open ones those whose last day is today or the next working day. */
    Bson due() {
        return Filters.and(open(), deadlines.dueSoon());
    }

    /** Of the open ones those whose last day is over. */
    Bson overdue() {
        return Filters.and(open(), deadlines.passed());
    }

    /** The last day on which it is answered in time. */
    LocalDate dueOn(Consultation consultation) {
        return deadlines.of(consultation.unitId()).of(consultation.occurredAt());
    }

    /**
     * Whoever knows the code may see it, without any right.
     *
     * @param stated as it was typed: in lower case and with blanks around it too
     */
    AskedView asked(String stated) {
        Consultation consultation = byCode(stated);
        Optional<Consultation.Step> answer = settling(consultation).answer();
        return new AskedView(
                consultation.content().kind(),
                consultation.content().question(),
                day(consultation.occurredAt()),
                consultation.state(),
                dueOn(consultation),
                answer.map(Consultation.Step::note).orElse(null),
                answer.map(step -> day(step.at())).orElse(null),
                consultation.rating().orElse(null));
    }

    /** @throws kepu.defaults.Rejection 404 {@code unknown-consultation-code} */
    Consultation byCode(String stated) {
        String code = stated.strip().toUpperCase(Locale.ROOT);
        return find(where("code").is(code)).orElseThrow(() -> ConsultationRejection.unknownCode(code));
    }

    /** Whatever a double was merged into is no double itself. */
    private Consultation settling(Consultation consultation) {
        return consultation.mergedInto() == null
                ? consultation
                : find(where("_id").is(consultation.mergedInto())).orElse(consultation);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private Optional<Consultation> find(Criteria which) {
        var one = query(which);
        one.fields().exclude("outbox", "applied", "firstApplied");
        return Optional.ofNullable(mongo.findOne(one, Consultation.class));
    }

    private ConsultationView view(Consultation consultation) {
        Deadline deadline = deadlines.of(consultation.unitId());
        return new ConsultationView(
                consultation.id(),
                consultation.unitId(),
                consultation.content(),
                consultation.occurredAt(),
                consultation.state(),
                deadline.of(consultation.occurredAt()),
                consultation.isOpen() && deadline.hasPassed(consultation.occurredAt()),
                consultation.assigneeId(),
                consultation.mergedInto(),
                consultation.steps(),
                consultation.keyId() != null && consultation.erasedAt() == null,
                consultation.duplicate(),
                consultation.recordedBy(),
                consultation.correctedBy(),
                consultation.version());
    }
}
