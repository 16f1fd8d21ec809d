package kepu.defaults.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several calls that all begin once the last one is ready. */
public final class AtTheSameMoment {
    private AtTheSameMoment() {}

    /** The answers, in the order of the calls. */
    public static <T> List<T> all(List<Callable<T>> calls) {
        CountDownLatch ready = new CountDownLatch(calls.size());
        List<Future<T>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<T> call : calls) {
                asked.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> one : asked) {
            try {
                answers.add(one.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return answers;
    }

    public static <T> List<T> times(int number, Callable<T> call) {
        return all(Collections.nCopies(number, call));
    }

    /** Of which one is done; every other is refused with 409 and that code. */
    public static Answer onlyOneOf(List<Answer> answers, String code) {
        List<Answer> done =
                answers.stream().filter(answer -> answer.status() < 300).toList();
        assertThat(answers)
                .filteredOn(answer -> !done.contains(answer))
                .allSatisfy(answer -> assertThat(answer.status() + " " + answer.code())
                        .as(answer.text())
                        .isEqualTo("409 " + code));
        assertThat(done).hasSize(1);
        return done.getFirst();
    }
}
