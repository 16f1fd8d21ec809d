package kepu.sample;

import static kepu.sample.Body.at;
import static kepu.sample.Body.number;
import static kepu.sample.Body.text;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.contracts.assessment.InspectionEvent.InspectionCorrected;
import kepu.contracts.assessment.InspectionEvent.InspectionRecorded;
import kepu.contracts.assessment.InspectionEvent.InspectionWithdrawn;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.OrderEvent.OrderAcknowledged;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceAccepted;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceHandedIn;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceReturned;
import kepu.contracts.assessment.OrderEvent.OrderExtended;
import kepu.contracts.assessment.OrderEvent.OrderExtensionRequested;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderPlanned;
import kepu.contracts.assessment.OrderEvent.OrderReinspectionFailed;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.VetoEvent.VetoApproved;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoProposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import org.jspecify.annotations.Nullable;

/** Events of the assessment service, but for its scores. */
final class ToldByAssessment {
    private final Told told;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Map<String, Object>> statedOf = new HashMap<>();
    private final Map<String, LocalDate> askedOf = new HashMap<>();
    private final Set<String> approved = new TreeSet<>();
    private final Map<String, FalseRecordConfirmed> found = new HashMap<>();

    ToldByAssessment(Told told) {
        this.told = told;
    }

    void order(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            told.tell(
                    id,
                    at(body),
                    new OrderIssued(
                            id, text(body, "matter"), LocalDate.parse(text(body, "deadline")), null, null, (String)
                                    body.get("indicator")));
            return;
        }
        told.step(
                one,
                body,
                switch (String.valueOf(what)) {
                    case "acknowledgement" -> new OrderAcknowledged(one, told.last(one));
                    case "plan" -> new OrderPlanned(one, text(body, "plan"), told.last(one));
                    case "evidence" -> new OrderEvidenceHandedIn(one, text(body, "evidence"), told.last(one));
                    case "acceptance" -> new OrderEvidenceAccepted(one, told.last(one));
                    case "return" -> new OrderEvidenceReturned(one, text(body, "reason"), told.last(one));
                    case "reinspection" ->
                        (Boolean) Objects.requireNonNull(body.get("passed"))
                                ? new OrderSignedOff(one, text(body, "comment"), told.last(one))
                                : new OrderReinspectionFailed(one, text(body, "comment"), told.last(one));
                    case "extension-request" -> {
                        LocalDate until = LocalDate.parse(text(body, "deadline"));
                        askedOf.put(one, until);
                        yield new OrderExtensionRequested(one, until, text(body, "reason"), told.last(one));
                    }
                    case "extension" -> {
                        LocalDate until = Objects.requireNonNull(askedOf.get(one));
                        yield new OrderExtended(one, until, until.minusDays(1), "延", "asker", told.last(one));
                    }
                    case "cancellation" -> new OrderCancelled(one, text(body, "reason"), told.last(one));
                    default -> throw new IllegalArgumentException(what);
                });
    }

    void inspection(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            String room = (String) body.get("roomId");
            ownerOf.put(id, String.valueOf(room));
            told.tell(id, at(body), new InspectionRecorded(id, "plan", 1, null, room, "checklist", score(body), 0));
        } else {
            String owner = ownerOf.get(one);
            String room = "null".equals(owner) ? null : owner;
            told.amend(
                    one,
                    what,
                    body,
                    () -> new InspectionCorrected(
                            one, "plan", 1, null, room, "checklist", score(body), 0, told.last(one)),
                    () -> new InspectionWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    private static int score(Map<String, Object> body) {
        return ((Collection<?>) body.get("items"))
                .stream()
                        .mapToInt(item -> (Integer) Objects.requireNonNull(((Map<?, ?>) item).get("points")))
                        .sum();
    }

    /** Under whatever number; a hearing matters to no score. */
    void notice(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
        } else if ("issue".equals(what)) {
            Map<String, Object> stated = Objects.requireNonNull(statedOf.get(one));
            String withdraws = (String) stated.get("withdrawsNoticeId");
            told.tell(
                    one,
                    at(body),
                    new NoticeIssued(
                            one,
                            NoticeEvent.Kind.valueOf(text(stated, "kind")),
                            text(stated, "issuerId"),
                            "号",
                            levelOf(text(stated, "issuerId")),
                            (String) stated.get("personId"),
                            ToldByOrganization.track(stated),
                            (String) stated.get("deed"),
                            (String) stated.get("orderId"),
                            withdraws,
                            withdraws == null ? null : told.last(withdraws)));
        }
    }

    private TitleEvent.Level levelOf(String issuer) {
        return told.all().stream()
                .map(Envelope::data)
                .filter(UnitEstablished.class::isInstance)
                .map(UnitEstablished.class::cast)
                .filter(unit -> unit.unitId().equals(issuer))
                .map(unit -> unit.kind() == UnitEvent.Kind.COUNTY ? TitleEvent.Level.COUNTY : TitleEvent.Level.TOWNSHIP)
                .findFirst()
                .orElseThrow();
    }

    /** The second approval imposes it. */
    void veto(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
            told.tell(id, at(body), new VetoProposed(id, number(body, "year"), "据", "因"));
            return;
        }
        int year = number(Objects.requireNonNull(statedOf.get(one)), "year");
        if ("withdrawal".equals(what)) {
            told.tell(one, told.last(one), new VetoWithdrawn(one, year, text(body, "reason"), told.last(one)));
        } else if (approved.add(one)) {
            told.tell(one, at(body), new VetoApproved(one, year));
        } else {
            told.tell(one, at(body), new VetoImposed(one, year, "据", "因"));
        }
    }

    /** Of the newest version of the record that {@code recordEventId} stands for. */
    void falseRecord(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String record = text(body, "recordEventId");
            Envelope<?> version = told.all().reversed().stream()
                    .filter(fact -> fact.subject().equals(record))
                    .filter(fact -> fact.data() instanceof FactVersion && !(fact.data() instanceof Withdrawal))
                    .findFirst()
                    .orElseThrow();
            told.of(id, version.unitId());
            String type = Contracts.of(version.data().getClass()).type();
            int year = LocalDate.ofInstant(version.occurredAt(), told.zone()).getYear();
            found.put(
                    id, new FalseRecordConfirmed(id, type, record, version.id().toString(), year));
        } else {
            FalseRecordConfirmed finding = Objects.requireNonNull(found.get(one));
            boolean isWithdrawn = "withdrawal".equals(what);
            told.tell(
                    one,
                    isWithdrawn ? told.last(one) : at(body),
                    isWithdrawn
                            ? new FalseRecordWithdrawn(
                                    one,
                                    finding.recordType(),
                                    finding.recordId(),
                                    finding.year(),
                                    text(body, "reason"),
                                    told.last(one))
                            : finding);
        }
    }
}
