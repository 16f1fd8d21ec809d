package kepu.organization.linktarget;

import java.time.Instant;
import java.util.List;
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
        return view(store.get(LinkTarget.class, id));
    }

    static List<TargetView> views(List<LinkTarget> targets) {
        return targets.stream().map(LinkTargetViews::view).toList();
    }

    private static TargetView view(LinkTarget target) {
        return new TargetView(
                target.id(),
                target.unitId(),
                target.kind(),
                target.name(),
                target.registeredAt(),
                target.retiredAt(),
                target.retiredBecause(),
                target.version());
    }
}
