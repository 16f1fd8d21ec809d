package kepu.defaults.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What a task may do that a request has started on another thread. */
class TasksOfRequestTest {
    private static final Access CLERK = new Access(Set.of("village"), _ -> List.of(), Clock.systemUTC());

    /** The ways to another thread. */
    enum Start {
        NEW_THREAD {
            @Override
            <T> T await(Callable<T> task) throws Exception {
                FutureTask<T> future = new FutureTask<>(task);
                new Thread(future).start();
                return future.get();
            }
        },
        VIRTUAL_THREAD {
            @Override
            <T> T await(Callable<T> task) throws Exception {
                FutureTask<T> future = new FutureTask<>(task);
                Thread.startVirtualThread(future);
                return future.get();
            }
        },
        EXECUTOR {
            @Override
            <T> T await(Callable<T> task) throws Exception {
                try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                    return threads.submit(task).get();
                }
            }
        },
        COMPLETABLE_FUTURE {
            @Override
            <T> T await(Callable<T> task) throws Exception {
                return CompletableFuture.supplyAsync(() -> {
                            try {
                                return task.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e.getMessage(), e);
                            }
                        })
                        .get();
            }
        };

        abstract <T> T await(Callable<T> task) throws Exception;
    }

    @BeforeEach
    void a_request_of_the_clerk_s() {
        ServletRequestAttributes request = new ServletRequestAttributes(new MockHttpServletRequest());
        CLERK.bind(request);
        RequestContextHolder.setRequestAttributes(request);
    }

    @AfterEach
    void the_request_ends() {
        RequestContextHolder.resetRequestAttributes();
    }

    @ParameterizedTest
    @EnumSource
    void it_has_no_rights_of_its_own(Start start) {
        assertThat(mayDoEverything(start)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void it_has_the_caller_s_rights_if_they_are_handed_over(Start start) throws Exception {
        Access callers = Access.current();

        assertThat(start.await(() -> callers.call(() -> Access.current().covers("village"))))
                .isTrue();
        assertThat(start.await(() -> callers.call(() -> Access.current().covers("another"))))
                .isFalse();
    }

    private static boolean mayDoEverything(Start start) {
        try {
            return start.await(() -> Access.current().everywhere());
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(IllegalStateException.class).hasMessageContaining("nobody");
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
