package kepu.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kepu.sample.NaiveYear.Ratio;
import org.jspecify.annotations.Nullable;

/** Orders to put something right, worked out the slow way: what commands say of each, looked at on a day. */
final class NaiveOrders {
    private record Turn(
            String what, LocalDate day, @Nullable LocalDate until) {}

    private static final class One {
        private final String unit;
        private final LocalDate issued;
        private final LocalDate deadline;
        private final List<Turn> turns = new ArrayList<>();
        private @Nullable LocalDate asked;

        private One(String unit, LocalDate issued, LocalDate deadline) {
            this.unit = unit;
            this.issued = issued;
            this.deadline = deadline;
        }
    }

    /** How an order stands on a day. */
    private static final class Standing {
        private LocalDate deadline;
        private @Nullable LocalDate handedIn;
        private boolean accepted;
        private boolean closed;
        private boolean cancelled;

        private Standing(One order, LocalDate on) {
            deadline = order.deadline;
            for (Turn turn : order.turns) {
                if (turn.day.isAfter(on)) {
                    continue;
                }
                switch (turn.what) {
                    case "handed in" -> {
                        handedIn = turn.day;
                        accepted = false;
                    }
                    case "accepted" -> accepted = true;
                    case "not good enough" -> {
                        handedIn = null;
                        accepted = false;
                    }
                    case "extended" -> deadline = Objects.requireNonNull(turn.until);
                    case "closed" -> closed = true;
                    case "cancelled" -> cancelled = true;
                    default -> throw new IllegalArgumentException(turn.what);
                }
            }
        }

        private boolean inTime() {
            return handedIn != null && !handedIn.isAfter(deadline);
        }

        private boolean overdue(LocalDate on) {
            return !cancelled && on.isAfter(deadline) && !inTime();
        }
    }

    private final Map<String, One> orders = new LinkedHashMap<>();

    void issued(String id, String unit, LocalDate day, LocalDate deadline) {
        orders.put(id, new One(unit, day, deadline));
    }

    void step(String id, String route, LocalDate day, Map<String, Object> body) {
        One order = Objects.requireNonNull(orders.get(id));
        switch (route) {
            case "evidence" -> order.turns.add(new Turn("handed in", day, null));
            case "acceptance" -> order.turns.add(new Turn("accepted", day, null));
            case "return" -> order.turns.add(new Turn("not good enough", day, null));
            case "reinspection" ->
                order.turns.add(
                        new Turn(Boolean.TRUE.equals(body.get("passed")) ? "closed" : "not good enough", day, null));
            case "extension-request" -> order.asked = LocalDate.parse((String) body.get("deadline"));
            case "extension" -> order.turns.add(new Turn("extended", day, order.asked));
            case "cancellation" -> order.turns.add(new Turn("cancelled", day, null));
            default -> {}
        }
    }

    private List<One> of(String unit, List<LocalDate> elapsed) {
        return orders.values().stream()
                .filter(order -> order.unit.equals(unit) && elapsed.contains(order.issued))
                .toList();
    }

    /** On time ÷ (closed or overdue); none: full. */
    Ratio p15(String unit, List<LocalDate> elapsed, LocalDate asOf) {
        int onTime = 0;
        int all = 0;
        for (One order : of(unit, elapsed)) {
            Standing standing = new Standing(order, asOf);
            if (!standing.cancelled && (standing.closed || standing.overdue(asOf))) {
                onTime += standing.closed && standing.inTime() ? 1 : 0;
                all++;
            }
        }
        return all == 0 ? Ratio.ONE : Ratio.of(onTime, all);
    }

    /** In tenths of a point, by order, for each that is overdue: 20, and 5 with each further week that begins, 60 at most. */
    Map<String, Integer> deductions(String unit, List<LocalDate> elapsed, LocalDate asOf) {
        Map<String, Integer> deductions = new LinkedHashMap<>();
        for (Map.Entry<String, One> each : orders.entrySet()) {
            One order = each.getValue();
            if (!order.unit.equals(unit) || !elapsed.contains(order.issued)) {
                continue;
            }
            Standing standing = new Standing(order, asOf);
            if (standing.overdue(asOf)) {
                LocalDate last = standing.accepted && standing.handedIn != null ? standing.handedIn : asOf;
                int tenths = 15;
                int day = 0;
                for (LocalDate late = standing.deadline.plusDays(1);
                        !late.isAfter(last) && tenths < 60;
                        late = late.plusDays(1)) {
                    tenths += day % 7 == 0 ? 5 : 0;
                    day++;
                }
                deductions.put(each.getKey(), tenths);
            }
        }
        return deductions;
    }
}
