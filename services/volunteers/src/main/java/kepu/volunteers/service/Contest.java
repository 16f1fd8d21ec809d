package kepu.volunteers.service;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import kepu.defaults.access.SamePerson;
import org.jspecify.annotations.Nullable;

/**
 * What the volunteer holds against a record of theirs (异议), and what became of it.
 *
 * @param judges who had verified or rejected the record by then
 * @param amended whether the record was corrected or withdrawn since
 */
record Contest(
        State state,
        String by,
        Instant at,
        String reason,
        Set<String> judges,
        boolean amended,
        @Nullable Settlement settlement) {
    /** 待处理, 成立, 不成立. */
    enum State {
        OPEN,
        UPHELD,
        DISMISSED
    }

    /** What somebody without a part in the record decided. */
    record Settlement(String by, Instant at, String comment) {}

    static Contest open(String by, Instant at, String reason, Set<String> judges) {
        return new Contest(State.OPEN, by, at, reason, new TreeSet<>(judges), false, null);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    Contest onceAmended() {
        return new Contest(state, by, at, reason, judges, true, settlement);
    }

    /** By somebody who neither contested the record nor had judged it. */
    Contest settled(boolean upheld, Settlement how) {
        SamePerson.requireNot(how.by(), by);
        SamePerson.requireNoneOf(how.by(), judges);
        return new Contest(upheld ? State.UPHELD : State.DISMISSED, by, at, reason, judges, amended, how);
    }
}
