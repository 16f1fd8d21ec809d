package kepu.volunteers.team;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kepu.defaults.store.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One stay of one volunteer in a team: active from its start, at times suspended, until the volunteer leaves.
 *
 * @param volunteerId pseudonym, the same in each stay
 * @param name kept in this document only; never in an event, masked in answers
 * @param transitions in the order of their times, whatever the order in which they were told
 */
record Membership(
        String membershipId, String volunteerId, @Secret String name, List<Transition> transitions) {
    /** What a member is at some time: 在队, 暂停, 离队. */
    enum State {
        NOT_YET,
        ACTIVE,
        SUSPENDED,
        LEFT
    }

    /** What changed, and from when on it holds. */
    record Transition(State to, Instant at, @Nullable String reason) {}

    static Membership starting(String membershipId, String volunteerId, String name, Instant at) {
        return new Membership(membershipId, volunteerId, name, List.of(new Transition(State.ACTIVE, at, null)));
    }

    Membership suspended(Instant at, String reason) {
        return with(new Transition(State.SUSPENDED, at, reason));
    }

    Membership reinstated(Instant at) {
        return with(new Transition(State.ACTIVE, at, null));
    }

    Membership left(Instant at, String reason) {
        return with(new Transition(State.LEFT, at, reason));
    }

    Instant enlistedAt() {
        return transitions.getFirst().at();
    }

    @Nullable
    Instant leftAt() {
        Transition last = transitions.getLast();
        return last.to() == State.LEFT ? last.at() : null;
    }

    State stateAt(Instant time) {
        State state = State.NOT_YET;
        for (Transition transition : transitions) {
            if (!transition.at().isAfter(time)) {
                state = transition.to();
            }
        }
        return state;
    }

    /** By the newest of its transitions. */
    State state() {
        return transitions.getLast().to();
    }

    private Membership with(Transition added) {
        Instant at = added.at();
        if (!at.isAfter(enlistedAt())) {
            throw TeamRejection.wrongOrder(at, enlistedAt());
        }
        State before = stateAt(at);
        switch (added.to()) {
            case SUSPENDED -> {
                if (before != State.ACTIVE) {
                    throw TeamRejection.notActive(membershipId, at);
                }
            }
            case ACTIVE -> {
                if (before != State.SUSPENDED) {
                    throw TeamRejection.notSuspended(membershipId, at);
                }
            }
            case LEFT -> {
                if (before == State.LEFT) {
                    throw TeamRejection.alreadyLeft(membershipId, at);
                }
            }
            case NOT_YET -> throw new IllegalArgumentException("nobody goes back to before their stay");
        }
        for (Transition other : transitions) {
            boolean later = other.at().isAfter(at);
            boolean mayFollow = added.to() != State.LEFT && other.to() == State.LEFT;
            if (other.at().equals(at) || later && !mayFollow) {
                throw TeamRejection.wrongOrder(at, other.at());
            }
        }
        List<Transition> all = new ArrayList<>(transitions);
        all.add(added);
        all.sort(Comparator.comparing(Transition::at));
        return new Membership(membershipId, volunteerId, name, List.copyOf(all));
    }
}
