package kepu.volunteers.team;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How strong a team was at which time, against the required number of active members (队伍规模). */
final class Strength {
    private final Instant formedAt;
    private final List<Membership> memberships;
    private final int required;

    Strength(Team team, int required) {
        this.formedAt = team.formedAt();
        this.memberships = team.memberships();
        this.required = required;
    }

    long activeAt(Instant time) {
        return memberships.stream()
                .filter(member -> member.stateAt(time) == Membership.State.ACTIVE)
                .count();
    }

    /** Since when the team has been below its strength without a break; none if it is not. */
    @Nullable
    Instant understaffedSince(Instant now) {
        TreeSet<Instant> moments = new TreeSet<>();
        moments.add(formedAt);
        memberships.stream()
                .flatMap(member -> member.transitions().stream())
                .map(Membership.Transition::at)
                .filter(at -> !at.isAfter(now))
                .forEach(moments::add);
        Instant since = null;
        for (Instant moment : moments) {
            if (activeAt(moment) >= required) {
                since = null;
            } else if (since == null) {
                since = moment;
            }
        }
        return since;
    }

    /** Local days of this year, up to today, at whose end the team was below its strength; today counts as it is now. */
    int daysBelowThisYear(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate formed = LocalDate.ofInstant(formedAt, zone);
        LocalDate first = today.withDayOfYear(1);
        int days = 0;
        for (LocalDate day = formed.isAfter(first) ? formed : first; !day.isAfter(today); day = day.plusDays(1)) {
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
            if (activeAt(end.isAfter(now) ? now : end) < required) {
                days++;
            }
        }
        return days;
    }
}
