package kepu.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import kepu.embedded.ReplicaSet;

/**
 * Faults of a replica set, one a round and each followed by a time of quiet, in an order that the seed decides. Between two
 * faults all members are there again.
 */
final class FaultRounds implements Runnable {
    private static final long LONGEST_QUIET_MILLIS = 1_500;
    private static final long SHORTEST_FAULT_MILLIS = 1_000;
    private static final long LONGEST_FAULT_MILLIS = 4_000;

    private final ReplicaSet set;
    private final int rounds;
    private final Random random;
    private final long begin = System.nanoTime();

    /** Those that lose what no majority holds come first, so that a short run has one. */
    private enum Fault {
        LONE_PRIMARY_REPLACED,
        KILL_PRIMARY,
        STEP_DOWN,
        FREEZE_PRIMARY,
        KILL_SECONDARIES,
        FREEZE_SECONDARY
    }

    FaultRounds(ReplicaSet set, int rounds, long seed) {
        this.set = set;
        this.rounds = rounds;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        for (Fault fault : faults()) {
            pause(random.nextLong(LONGEST_QUIET_MILLIS));
            System.out.printf(
                    "%5.1f s  %s%n", Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0, fault);
            long lasting = random.nextLong(SHORTEST_FAULT_MILLIS, LONGEST_FAULT_MILLIS);
            switch (fault) {
                case STEP_DOWN -> set.stepDown();
                case KILL_PRIMARY -> set.killPrimary();
                case KILL_SECONDARIES, LONE_PRIMARY_REPLACED -> set.killSecondaries();
                case FREEZE_PRIMARY -> set.freezePrimary();
                case FREEZE_SECONDARY -> set.freezeSecondary();
            }
            pause(lasting);
            if (fault == Fault.LONE_PRIMARY_REPLACED) {
                set.replaceByThoseKilled();
            }
            set.heal();
        }
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> all = new ArrayList<>(List.of(Fault.values()));
            if (rounds > all.size()) {
                Collections.shuffle(all, random);
            }
            faults.addAll(all);
        }
        return faults.subList(0, rounds);
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
