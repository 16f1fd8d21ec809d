package kepu.organization.code;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;

/**
 * Which official code a unit has on which days, as known now: its id until it was given one, each until the next one, and none
 * from the local day on which it is closed.
 */
final class CodeHistory {
    private final List<Span> spans = new ArrayList<>();

    /** {@code until} is excluded; none: still. */
    record Span(
            String officialCode, LocalDate from, @Nullable LocalDate until) {
        boolean overlaps(Span other) {
            return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
        }

        private boolean startsBeforeEndOf(Span other) {
            return other.until == null || from.isBefore(other.until);
        }
    }

    /** @param given those that were not withdrawn, in any order */
    CodeHistory(Units.Known unit, Collection<OfficialCode.Content> given, ZoneId zone) {
        LocalDate established = LocalDate.ofInstant(unit.from(), zone);
        LocalDate closed = unit.until() == null ? null : LocalDate.ofInstant(unit.until(), zone);
        List<OfficialCode.Content> inOrder = new ArrayList<>(given);
        inOrder.sort(Comparator.comparing(OfficialCode.Content::validFrom));
        inOrder.addFirst(new OfficialCode.Content(unit.unitId(), established));
        for (int i = 0; i < inOrder.size(); i++) {
            LocalDate from = inOrder.get(i).validFrom();
            LocalDate next = i + 1 < inOrder.size() ? inOrder.get(i + 1).validFrom() : closed;
            LocalDate until = closed != null && next != null && closed.isBefore(next) ? closed : next;
            if (until == null || from.isBefore(until)) {
                spans.add(new Span(inOrder.get(i).officialCode(), from, until));
            }
        }
    }

    /** In the order of time. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The first of these days on which the other unit has the same code, if there is one. */
    Optional<Span> sharedWith(CodeHistory other) {
        return spans.stream()
                .filter(span -> other.spans.stream()
                        .anyMatch(its -> its.officialCode().equals(span.officialCode()) && its.overlaps(span)))
                .findFirst();
    }
}
