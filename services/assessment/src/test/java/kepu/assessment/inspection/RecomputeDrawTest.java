package kepu.assessment.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCancelled;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCommitted;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawRevealed;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command of infra/checks/draw, run as anybody would run it, on what the service publishes. */
class RecomputeDrawTest {
    private static final Path COMMAND = Path.of("../../infra/checks/draw/RecomputeDraw.java");
    private static final String SEED = "00112233445566778899aabbccddeeff".repeat(2);
    private static final Instant AT = Instant.parse("2025-05-12T01:00:00Z");

    private final Draw draw = new Draw(
            "d1",
            "990101201",
            "p1",
            2,
            2025,
            2,
            Set.of("990101201201", "990101201202", "990101201203", "990101201204"),
            Set.of(),
            SEED,
            AT);
    private final InspectionDrawCommitted committed = (InspectionDrawCommitted) only(draw.commit());
    private final InspectionDrawRevealed revealed = (InspectionDrawRevealed) only(draw.reveal(AT));

    @TempDir
    private Path folder;

    private static Object only(DomainEvents raised) {
        return raised.events().getFirst();
    }

    private record Outcome(int exitCode, String output) {}

    @Test
    void anybody_recomputes_a_draw_from_its_address_and_a_change_of_one_input_is_noticed() throws Exception {
        String honest = JsonMapper.shared().writeValueAsString(draw.view());
        assertThat(recompute(honest)).satisfies(honestly -> {
            assertThat(honestly.exitCode()).as(honestly.output()).isZero();
            assertThat(honestly.output()).contains(String.join(" ", revealed.drawn()));
        });

        for (String changed : List.of(
                honest.replace(notDrawn(), "990101201999"),
                honest.replace("\"number\":2", "\"number\":3"),
                honest.replace(SEED, SEED.replace("ff", "fe")))) {
            assertThat(changed).isNotEqualTo(honest);
            Outcome outcome = recompute(changed);
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output()).contains("承诺不符");
        }
    }

    @Test
    void the_two_events_do_as_well_and_a_drawn_unit_that_was_exchanged_is_noticed() throws Exception {
        String before = JsonMapper.shared().writeValueAsString(committed);
        assertThat(recompute(before, JsonMapper.shared().writeValueAsString(revealed))
                        .exitCode())
                .isZero();

        Set<String> exchanged = new TreeSet<>(revealed.drawn());
        exchanged.remove(revealed.drawn().iterator().next());
        exchanged.add(notDrawn());
        Outcome outcome = recompute(
                before, JsonMapper.shared().writeValueAsString(new InspectionDrawRevealed("d1", SEED, exchanged)));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("承诺相符").contains("抽签不符");
    }

    @Test
    void of_a_cancelled_draw_the_commitment_is_checked_and_said_who_would_have_been_drawn() throws Exception {
        String before = JsonMapper.shared().writeValueAsString(committed);
        String cancelled = JsonMapper.shared().writeValueAsString(new InspectionDrawCancelled("d1", SEED, "台风"));
        Outcome outcome = recompute(before, cancelled);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("承诺相符").contains("未抽取").contains(String.join(" ", revealed.drawn()));

        assertThat(recompute(before, cancelled.replace(SEED, SEED.replace('0', '1')))
                        .exitCode())
                .isEqualTo(1);
        assertThat(recompute(before).exitCode()).as("not told yet").isEqualTo(2);
    }

    private String notDrawn() {
        return committed.candidates().stream()
                .filter(unit -> !revealed.drawn().contains(unit))
                .findFirst()
                .orElseThrow();
    }

    private Outcome recompute(String... published) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command = new ProcessBuilder(
                java.toString(), "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", COMMAND.toString());
        for (int i = 0; i < published.length; i++) {
            Path file = folder.resolve("published-" + i + ".json");
            Files.writeString(file, published[i]);
            command.command().add(file.toString());
        }
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
