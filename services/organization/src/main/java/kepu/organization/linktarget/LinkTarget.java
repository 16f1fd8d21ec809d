package kepu.organization.linktarget;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** Something that volunteers may be linked to (定点联系对象), until it is retired. */
@Document("link-targets")
@Listed(
        period = "registeredAt",
        state = TargetState.class,
        by = "kind",
        text = "name",
        sort = {"id", "name", "registeredAt"})
class LinkTarget extends Aggregate {
    private final Kind kind;
    private final String name;
    private final Instant registeredAt;
    private @Nullable Instant retiredAt;
    private @Nullable String retiredBecause;

    LinkTarget(String id, String unitId, Kind kind, String name, Instant registeredAt) {
        super(id, unitId);
        this.kind = kind;
        this.name = name;
        this.registeredAt = registeredAt;
    }

    DomainEvents register() {
        return raise(registeredAt, new LinkTargetRegistered(id(), kind, name));
    }

    DomainEvents retire(String reason, Instant at) {
        if (retiredAt != null) {
            throw LinkTargetRejection.alreadyRetired(id(), retiredAt);
        }
        if (at.isBefore(registeredAt)) {
            throw LinkTargetRejection.retiredBeforeRegistered(registeredAt);
        }
        retiredAt = at;
        retiredBecause = reason;
        return raise(at, new LinkTargetRetired(id(), reason));
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    Instant registeredAt() {
        return registeredAt;
    }

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }

    @Nullable
    String retiredBecause() {
        return retiredBecause;
    }
}
