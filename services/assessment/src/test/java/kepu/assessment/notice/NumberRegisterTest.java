package kepu.assessment.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import kepu.assessment.notice.NumberRegister.Voided;
import kepu.assessment.notice.NumberRegister.Wanted;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberReserved;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberUsed;
import kepu.contracts.assessment.NoticeNumberEvent.NoticeNumberVoided;
import org.junit.jupiter.api.Test;

class NumberRegisterTest {
    private static final Instant NOW = Instant.parse("2026-03-05T02:00:00Z");
    private static final Wanted NEXT = new Wanted("乡科", 2026, null);

    private final NumberRegister register = new NumberRegister("T1", "T1");

    private static Instant after(Duration duration) {
        return NOW.plus(duration);
    }

    private List<DomainEvent> keep(String noticeId, Wanted wanted, Instant at) {
        return register.keep(noticeId, wanted, at).events();
    }

    private String number(String noticeId) {
        return register.keptFor(noticeId).orElseThrow().number();
    }

    @Test
    void numbers_count_from_one_in_each_year() {
        assertThat(keep("a", NEXT, NOW)).containsExactly(new NoticeNumberReserved("乡科〔2026〕1号", "a"));
        assertThat(keep("b", NEXT, NOW)).containsExactly(new NoticeNumberReserved("乡科〔2026〕2号", "b"));
        assertThat(keep("c", new Wanted("乡科", 2025, null), NOW))
                .containsExactly(new NoticeNumberReserved("乡科〔2025〕1号", "c"));
        assertThat(register.last()).containsOnly(Map.entry("2025", 1), Map.entry("2026", 2));
    }

    @Test
    void another_office_code_goes_on_in_the_same_series() {
        keep("a", NEXT, NOW);
        keep("b", new Wanted("乡党", 2026, null), NOW);
        assertThat(number("b")).isEqualTo("乡党〔2026〕2号");
    }

    @Test
    void a_notice_that_asks_again_gets_the_number_that_is_kept_for_it() {
        keep("a", NEXT, NOW);
        assertThat(keep("a", NEXT, after(NumberRegister.KEPT.minusMillis(1)))).isEmpty();
        assertThat(keep("a", NEXT, after(NumberRegister.KEPT)))
                .containsExactly(new NoticeNumberReserved("乡科〔2026〕1号", "a"));
        assertThat(register.toSettle(after(NumberRegister.SETTLED_AFTER))).isEmpty();
    }

    @Test
    void what_was_kept_long_ago_is_used_if_the_notice_has_it_and_void_else() {
        keep("a", NEXT, NOW);
        keep("b", NEXT, NOW);
        Instant young = after(NumberRegister.SETTLED_AFTER.minusMillis(1));
        assertThat(register.toSettle(young)).isEmpty();
        assertThat(register.settle("a", null, young).events()).isEmpty();

        Instant old = after(NumberRegister.SETTLED_AFTER);
        assertThat(register.toSettle(old)).containsExactly("a", "b");
        assertThat(register.settle("a", "乡科〔2026〕1号", old).events())
                .containsExactly(new NoticeNumberUsed("乡科〔2026〕1号", "a"));
        assertThat(register.settle("b", null, old).events())
                .containsExactly(new NoticeNumberVoided("乡科〔2026〕2号", "预留后未印发"));
        assertThat(register.settle("b", null, old).events()).isEmpty();
        keep("b", NEXT, old);
        assertThat(number("b")).isEqualTo("乡科〔2026〕3号");
    }

    @Test
    void a_number_that_the_office_gave_is_used_once_and_passed_over_here() {
        Wanted byOffice = new Wanted(null, 2026, "乡科〔2026〕2号");
        keep("a", byOffice, NOW);
        assertThatThrownBy(() -> keep("b", byOffice, NOW)).hasMessageContaining("document-number-taken");
        keep("b", NEXT, NOW);
        keep("c", NEXT, NOW);
        assertThat(number("b")).isEqualTo("乡科〔2026〕1号");
        assertThat(number("c")).isEqualTo("乡科〔2026〕3号");
        for (String given : List.of("乡科〔2026〕1号", "乡科〔2026〕3号", "乡科〔2026〕03号")) {
            assertThatThrownBy(() -> keep("d", new Wanted(null, 2026, given), NOW))
                    .hasMessageContaining("document-number-taken");
        }
        keep("d", new Wanted(null, 2026, "乡科〔2026〕4号"), NOW);
        keep("e", NEXT, NOW);
        assertThat(number("e")).isEqualTo("乡科〔2026〕5号");
    }

    @Test
    void a_number_of_the_office_that_was_passed_over_here_and_came_to_nothing_is_void_with_its_reason() {
        keep("a", NEXT, NOW);
        keep("b", new Wanted(null, 2026, "乡科〔2026〕2号"), NOW);
        keep("c", NEXT, NOW);
        assertThat(number("c")).isEqualTo("乡科〔2026〕3号");

        register.settle("b", null, after(NumberRegister.SETTLED_AFTER));

        assertThat(register.voided()).extracting(NumberRegister.Voided::number).containsExactly("乡科〔2026〕2号");
    }

    @Test
    void a_number_of_the_office_that_came_to_nothing_may_be_entered_again() {
        Wanted byOffice = new Wanted(null, 2026, "党办发7号");
        keep("a", byOffice, NOW);
        register.settle("a", null, after(NumberRegister.SETTLED_AFTER));
        keep("b", byOffice, after(NumberRegister.SETTLED_AFTER));
        assertThat(number("b")).isEqualTo("党办发7号");
    }

    @Test
    void a_notice_that_wants_another_number_gives_back_the_one_that_was_kept_for_it() {
        keep("a", NEXT, NOW);
        assertThat(keep("a", new Wanted(null, 2026, "党办发7号"), NOW))
                .containsExactly(
                        new NoticeNumberVoided("乡科〔2026〕1号", "改用其他字号"), new NoticeNumberReserved("党办发7号", "a"));
    }

    /**
     * Fifty notices are issued at once, each by steps between which anybody else may act, and some stop for ever after any of
     * them; the sweep runs in between and at the end. A notice is written on what was read of it, as the store does it.
     */
    @Test
    void fifty_notices_at_once_of_which_some_stop_half_way_leave_no_gap_and_no_double() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            NumberRegister shared = new NumberRegister("T1", "T1");
            Map<String, String> issued = new HashMap<>();
            Map<String, Integer> fences = new HashMap<>();
            List<Issue> running = new ArrayList<>(
                    IntStream.range(0, 50).mapToObj(i -> new Issue("n" + i)).toList());
            Instant now = NOW;
            while (!running.isEmpty()) {
                Issue one = running.get(random.nextInt(running.size()));
                if (random.nextInt(40) == 0 || one.step(shared, issued, fences, now)) {
                    running.remove(one);
                }
                now = now.plus(Duration.ofSeconds(random.nextInt(90)));
                if (random.nextInt(20) == 0) {
                    sweep(shared, issued, fences, now);
                }
            }
            sweep(shared, issued, fences, now.plus(NumberRegister.SETTLED_AFTER));

            List<String> numbers = new ArrayList<>(issued.values());
            shared.voided().stream().map(Voided::number).forEach(numbers::add);
            int last = shared.last().get("2026");
            assertThat(shared.kept()).as("seed %d", seed).isEmpty();
            assertThat(numbers).as("seed %d", seed).hasSize(last).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(numbers))
                    .as("seed %d", seed)
                    .isEqualTo(new TreeSet<>(IntStream.rangeClosed(1, last)
                            .mapToObj(n -> "乡科〔2026〕" + n + "号")
                            .toList()));
        }
    }

    /** First it makes every issue under way begin again, then it looks at the notice. */
    private static void sweep(
            NumberRegister register, Map<String, String> issued, Map<String, Integer> fences, Instant now) {
        List<String> old = new ArrayList<>(register.toSettle(now));
        Collections.shuffle(old, new Random(now.toEpochMilli()));
        for (String noticeId : old) {
            fences.merge(noticeId, 1, Integer::sum);
            register.settle(noticeId, issued.get(noticeId), now);
        }
    }

    /** Reads the notice, keeps a number, writes the notice if nobody else did, tells that the number is used. */
    private static final class Issue {
        private final String noticeId;
        private int next;
        private int fence;
        private String number = "";

        private Issue(String noticeId) {
            this.noticeId = noticeId;
        }

        /** @return whether it is through */
        private boolean step(
                NumberRegister register, Map<String, String> issued, Map<String, Integer> fences, Instant now) {
            switch (next++) {
                case 0 -> fence = fences.getOrDefault(noticeId, 0);
                case 1 -> {
                    register.keep(noticeId, NEXT, now);
                    number = register.keptFor(noticeId).orElseThrow().number();
                }
                case 2 -> {
                    if (fence == fences.getOrDefault(noticeId, 0)) {
                        issued.put(noticeId, number);
                    } else {
                        next = 0;
                    }
                }
                default -> {
                    register.use(noticeId, now);
                    return true;
                }
            }
            return false;
        }
    }
}
