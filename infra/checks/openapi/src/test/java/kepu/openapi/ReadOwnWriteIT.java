package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kepu.defaults.outbox.OutboxRelay;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A command by way of the gateway, and then a read that waits for its event. */
class ReadOwnWriteIT {
    private static final String VILLAGE = "990199100201";
    private static final int TIMES = 200;

    private static Installation installation;
    private static StoryRun run;
    private static String board;

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        installation = Installation.running();
        Step made = run.story().steps().stream()
                .filter(step -> step.name().equals("board"))
                .findFirst()
                .orElseThrow();
        board = run.story().made(made).orElseThrow();
    }

    @Test
    void who_waits_for_it_always_sees_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] took = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            String day = "2025-%02d-%02d".formatted(2 + random.nextInt(11), 1 + random.nextInt(28));
            long begun = System.nanoTime();
            String event = updated(day);
            boolean explained = random.nextBoolean();
            Http.Answer answer = awaited(explained ? "/explanation?indicator=P08&after=" : "/canonical?after=", event);
            took[i] = System.nanoTime() - begun;

            String as = "seed %d, time %d, %s on %s".formatted(seed, i, event, day);
            assertThat(answer.status()).as(as + answer.body()).isEqualTo(200);
            assertThat(answer.headers()).as(as).containsEntry("preference-applied", List.of("wait=4"));
            assertThat(answer.body()).as(as).contains(explained ? event : day);
        }
        Arrays.sort(took);
        System.out.printf(
                "%d commands and reads after them: median %d ms, slowest %d ms%n",
                TIMES, took[TIMES / 2] / 1_000_000, took[TIMES - 1] / 1_000_000);
    }

    @Test
    void while_it_lies_in_the_outbox_there_is_no_card() {
        OutboxRelay relay = installation.services().get("organization").getBean(OutboxRelay.class);
        String event;
        relay.stop();
        try {
            event = updated("2025-08-08");
            for (String view : List.of("?after=", "/explanation?after=", "/canonical?after=")) {
                for (String wait : List.of("wait=0", "wait=1")) {
                    Http.Answer answer = read(view, event, wait);
                    assertThat(answer.code()).as(answer.body()).isEqualTo("event-not-in");
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.headers()).containsEntry("retry-after", List.of("1"));
                }
            }
        } finally {
            relay.start();
        }
        Http.Answer answer = awaited("/explanation?indicator=P08&after=", event);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(event);
    }

    /** Asks again, as the problem says, where a busy machine takes longer than anybody may wait. */
    private static Http.Answer awaited(String view, String event) {
        return Awaitility.await()
                .until(
                        () -> read(view, event, "wait=4"),
                        answer -> !answer.code().equals("event-not-in"));
    }

    private static String updated(String day) {
        Http.Answer receipt = Http.send(
                "POST",
                installation.gatewayAddress(),
                "/api/v1/organization/boards/" + board + "/updates",
                Map.of("Authorization", "Bearer " + secretary()),
                "{\"title\":\"科普\",\"occurredAt\":\"" + day + "T10:00:00+08:00\"}");
        assertThat(receipt.status()).as(receipt.body()).isEqualTo(201);
        return receipt.json().at("/events/0").asString();
    }

    private static Http.Answer read(String view, String event, String wait) {
        return Http.send(
                "GET",
                installation.gatewayAddress(),
                "/api/v1/assessment/scorecards/" + VILLAGE + "/2025" + view + event,
                Map.of("Authorization", "Bearer " + secretary(), "Prefer", wait),
                null);
    }

    private static String secretary() {
        return installation.tokens().good("example-village_secretary", List.of("VILLAGE_SECRETARY@" + VILLAGE));
    }
}
