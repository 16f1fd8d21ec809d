package kepu.organization.linktarget;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of link targets. */
@Component
class LinkTargetViews {
    private final AggregateStore store;

    LinkTargetViews(AggregateStore store) {
        this.store = store;
    }

    record TargetView(
            String id,
            String unitId,
            Kind kind,
            String name,
            Instant registeredAt,
            @Nullable Instant retiredAt,
            @Nullable String retiredBecause,
            long version) {}

    TargetView target(String id) {
        LinkTarget target = store.get(LinkTarget.class, id);
        return new TargetView(
                id,
                target.unitId(),
                target.kind(),
                target.name(),
                target.registeredAt(),
                target.retiredAt(),
                target.retiredBecause(),
                target.version());
    }
}
