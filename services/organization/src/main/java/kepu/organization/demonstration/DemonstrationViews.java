package kepu.organization.demonstration;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of applications and titles, as they stand today. */
@Component
class DemonstrationViews {
    private final AggregateStore store;
    private final Clock clock;
    private final ZoneId zone;

    DemonstrationViews(AggregateStore store, Clock clock, ZoneId zone) {
        this.store = store;
        this.clock = clock;
        this.zone = zone;
    }

    record DemonstrationView(
            String id,
            String unitId,
            String programmeId,
            Level level,
            @Nullable String householdNumber,
            DemonstrationState state,
            Instant appliedAt,
            String evidence,
            @Nullable String documentNumber,
            @Nullable LocalDate validUntil,
            List<StepView> steps,
            long version) {}

    /** {@code text}: the evidence, the comment, the document's number or the reason. */
    record StepView(Demonstration.What what, Instant at, String by, String text) {}

    DemonstrationView demonstration(String id) {
        return view(store.get(Demonstration.class, id), today());
    }

    ListAnswer<DemonstrationView> demonstrations(ListRequest<Demonstration> request) {
        LocalDate today = today();
        return request.value("state", DemonstrationState.class)
                .map(state -> request.only(_ -> demonstration -> demonstration.state(today) == state))
                .orElse(request)
                .answer(found -> found.stream()
                        .map(demonstration -> view(demonstration, today))
                        .toList());
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private static DemonstrationView view(Demonstration demonstration, LocalDate today) {
        return new DemonstrationView(
                demonstration.id(),
                demonstration.unitId(),
                demonstration.programmeId(),
                demonstration.level(),
                demonstration.householdNumber(),
                demonstration.state(today),
                demonstration.appliedAt(),
                demonstration.evidence(),
                demonstration.documentNumber(),
                demonstration.validUntil(),
                demonstration.steps().stream()
                        .map(step -> new StepView(step.what(), step.at(), step.by(), step.text()))
                        .toList(),
                demonstration.version());
    }
}
