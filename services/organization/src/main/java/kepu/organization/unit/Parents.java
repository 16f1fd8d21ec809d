package kepu.organization.unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.contracts.organization.UnitEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * To whom a unit belongs (隶属关系): which kind may stand below which, and to whom it belonged when. As every parent ranks higher,
 * no unit is ever above itself.
 */
final class Parents {
    private Parents() {}

    /** Belongs to {@code parentId} from then on. */
    record Parentage(String parentId, Instant from) {}

    /** A stretch of a unit's life under one parent; {@code until} is exclusive, none: still. */
    record Stay(String parentId, Instant from, @Nullable Instant until) {
        /** Whether any of it lies at or after that time. */
        boolean reachesBeyond(Instant at) {
            return until == null || until.isAfter(at);
        }
    }

    static boolean allow(Kind child, Kind parent) {
        return switch (child) {
            case COUNTY -> false;
            case TOWNSHIP -> parent == Kind.COUNTY;
            case VILLAGE -> parent == Kind.TOWNSHIP;
            case BRANCH -> Set.of(Kind.VILLAGE, Kind.TOWNSHIP, Kind.DEPARTMENT).contains(parent);
            case DEPARTMENT -> Set.of(Kind.TOWNSHIP, Kind.COUNTY).contains(parent);
        };
    }

    /** An installation may serve a county or a single township. */
    static boolean mayBeTopmost(Kind kind) {
        return kind == Kind.COUNTY || kind == Kind.TOWNSHIP;
    }

    /** @param known in the order of time, as is what it becomes */
    static List<Parentage> with(List<Parentage> known, Parentage one) {
        List<Parentage> after = new ArrayList<>(known);
        int position = Math.toIntExact(known.stream()
                .filter(other -> other.from().isBefore(one.from()))
                .count());
        after.add(position, one);
        return after;
    }

    /**
     * @param establishedAt where the unit began is no move
     * @throws kepu.defaults.Rejection 409 {@code no-move-at-that-time}
     */
    static List<Parentage> withoutMove(List<Parentage> known, Instant movedAt, Instant establishedAt) {
        List<Parentage> without = new ArrayList<>(known);
        if (!movedAt.isAfter(establishedAt)
                || !without.removeIf(parent -> parent.from().equals(movedAt))) {
            throw UnitRejection.noMove(movedAt);
        }
        return without;
    }

    /** None before the first of them. */
    static @Nullable String at(List<Parentage> known, Instant at) {
        String parent = null;
        for (Parentage one : known) {
            if (!one.from().isAfter(at)) {
                parent = one.parentId();
            }
        }
        return parent;
    }

    /** @param end of the unit's life, exclusive; none: it goes on */
    static List<Stay> stays(List<Parentage> known, @Nullable Instant end) {
        List<Stay> stays = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Parentage parent = known.get(i);
            Instant until = i + 1 < known.size() ? known.get(i + 1).from() : end;
            if (end != null && until != null && end.isBefore(until)) {
                until = end;
            }
            if (until == null || until.isAfter(parent.from())) {
                stays.add(new Stay(parent.parentId(), parent.from(), until));
            }
        }
        return stays;
    }
}
