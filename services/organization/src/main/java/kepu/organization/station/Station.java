package kepu.organization.station;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.organization.StationEvent.StationClosed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.StationEvent.StationRegistered;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A service station (科普服务站) of a village; closed when registered, and from then on what its latest change says.
 *
 * <p>Changes may be recorded in any order: each must change the state that held at its own time.
 */
@Document("stations")
@Listed(
        period = "registeredAt",
        state = StationState.class,
        text = "venue",
        sort = {"id", "venue", "registeredAt"})
class Station extends Aggregate {
    private final String venue;
    private final Instant registeredAt;
    private List<Change> changes = new ArrayList<>();

    /** Open or closed from then on. */
    record Change(boolean open, Instant from, @Nullable String reason) {}

    Station(String id, String unitId, String venue, Instant registeredAt) {
        super(id, unitId);
        this.venue = venue;
        this.registeredAt = registeredAt;
    }

    /** @param inVillageOrganisationVenue whether the venue is one of the village organisation (村级组织活动场所) */
    DomainEvents register(Kind unitKind, boolean inVillageOrganisationVenue) {
        if (unitKind != Kind.VILLAGE || !inVillageOrganisationVenue) {
            throw StationRejection.outsideVillageVenue(unitId());
        }
        return raise(registeredAt, new StationRegistered(id(), venue));
    }

    DomainEvents open(Instant at) {
        change(new Change(true, at, null));
        return raise(at, new StationOpened(id()));
    }

    DomainEvents close(String reason, Instant at) {
        change(new Change(false, at, reason));
        return raise(at, new StationClosed(id(), reason));
    }

    private void change(Change change) {
        if (change.from().isBefore(registeredAt)) {
            throw StationRejection.beforeRegistration(registeredAt);
        }
        int position = 0;
        boolean open = false;
        for (Change known : changes) {
            if (known.from().isAfter(change.from())) {
                break;
            }
            open = known.open();
            position++;
        }
        if (open == change.open()) {
            throw open ? StationRejection.alreadyOpen(change.from()) : StationRejection.alreadyClosed(change.from());
        }
        if (position > 0 && changes.get(position - 1).from().equals(change.from())) {
            throw StationRejection.changedAtThatTime(change.from());
        }
        changes.add(position, change);
    }

    String venue() {
        return venue;
    }

    Instant registeredAt() {
        return registeredAt;
    }

    /** According to the latest change. */
    boolean open() {
        return !changes.isEmpty() && changes.getLast().open();
    }

    /** Whether it is open at that time or any time later, as known now. */
    boolean openFrom(Instant at) {
        boolean open = false;
        for (Change change : changes) {
            if (change.from().isAfter(at) && (open || change.open())) {
                return true;
            }
            open = change.open();
        }
        return open;
    }

    /** In the order of time; of two neighbours that say the same the later one changes nothing. */
    List<Change> changes() {
        return List.copyOf(changes);
    }
}
