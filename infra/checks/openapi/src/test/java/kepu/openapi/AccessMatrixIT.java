package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.access.Grant;
import kepu.access.RouteRule.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route asked by everybody: who may, may; who may not is told so and changes nothing. */
class AccessMatrixIT {
    private static final Path TABLE = Path.of("target", "access-matrix.md");

    private static final List<String> KINDS = Stream.concat(
                    Stream.of(
                            StoryRun.OWN,
                            StoryRun.CHILD,
                            StoryRun.SIBLING,
                            StoryRun.PARENT,
                            StoryRun.NONE,
                            StoryRun.NO_TOKEN),
                    StoryRun.BAD_TOKENS.stream())
            .toList();

    /** A record is corrected, or withdrawn. */
    private static final Pattern AMENDMENT =
            Pattern.compile("(?:PUT|POST) (?<records>.+)/\\{[A-Za-z]+}(?:/withdrawal)?");

    private static StoryRun run;

    @BeforeAll
    static void run_the_story() throws IOException {
        run = StoryRun.completed();
        String table = table();
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table, StandardCharsets.UTF_8);
        System.out.println(summary());
    }

    @Test
    void every_call_is_answered_as_the_rule_of_its_route_and_the_unit_of_its_step_ask() {
        assertThat(run.calls().size()).isGreaterThan(1_000);
        assertThat(run.calls().stream().filter(call -> !call.isAsExpected()).map(StoryRun.Call::toString))
                .isEmpty();
    }

    @Test
    void no_refused_call_and_no_repetition_stores_anything() {
        assertThat(run.leaks()).isEmpty();
    }

    @Test
    void every_route_was_asked_by_every_kind_of_caller_but_for_those_named_with_a_reason() {
        Map<Route, Set<String>> asked = new TreeMap<>();
        run.routes().forEach(route -> asked.put(route, new TreeSet<>()));
        run.calls().forEach(call -> asked.get(call.route()).add(call.by()));

        asked.forEach((route, kinds) -> assertThat(kinds).as(route.name()).containsAll(expectedKinds(route)));
    }

    private static Set<String> expectedKinds(Route route) {
        Set<String> kinds = new TreeSet<>(KINDS);
        if (route.rule().kind() == Kind.PUBLIC) {
            kinds.retainAll(Set.of(StoryRun.OWN));
        }
        if (StoryRun.asksWhatWasRevoked(route)) {
            kinds.addAll(TestTokens.ENDED);
            if (route.rule().kind() == Kind.ROLE) {
                kinds.add(TestTokens.REVOKED);
            }
        }
        if (route.rule().kind() == Kind.OWN) {
            kinds.add(StoryRun.NOT_TIED);
            if (!route.variableNames().isEmpty()) {
                kinds.add(StoryRun.OTHER_PERSON);
            }
        }
        if (StoryRun.ABOUT_NO_UNIT.containsKey(route.name()) || route.rule().kind() == Kind.OWN) {
            kinds.removeAll(Set.of(StoryRun.CHILD, StoryRun.SIBLING, StoryRun.PARENT));
        }
        if (StoryRun.WHOLE_INSTALLATION_ONLY.containsKey(route.name())) {
            kinds.removeAll(
                    Set.of(StoryRun.CHILD, StoryRun.SIBLING)); // nothing is above or beside the whole installation
        }
        return kinds;
    }

    @Test
    void only_what_is_about_no_unit_lacks_one_in_the_story() {
        Set<String> without = run.story().steps().stream()
                .filter(step -> step.unit() == null)
                .map(run::routeOf)
                .filter(route -> route.rule().kind() != Kind.OWN) // about a person
                .map(Route::name)
                .collect(Collectors.toSet());
        Set<String> everywhere = run.story().steps().stream()
                .filter(step -> Grant.EVERYWHERE.equals(step.unit()))
                .map(step -> run.routeOf(step).name())
                .collect(Collectors.toSet());

        assertThat(without).isEqualTo(StoryRun.ABOUT_NO_UNIT.keySet());
        assertThat(everywhere)
                .containsAll(StoryRun.WHOLE_INSTALLATION_ONLY.keySet())
                .hasSize(StoryRun.WHOLE_INSTALLATION_ONLY.size() + 1) // and a topmost unit belongs to no other
                .contains("POST /api/v1/organization/units");
    }

    @Test
    void every_role_was_tried_on_every_route_that_asks_for_one() {
        Map<Route, Set<String>> tried = new TreeMap<>();
        for (StoryRun.Call call : run.calls()) {
            if (call.route().rule().kind() == Kind.ROLE
                    && (call.by().equals(StoryRun.OWN) || call.by().equals(StoryRun.OTHER_ROLE))) {
                tried.computeIfAbsent(call.route(), _ -> new TreeSet<>())
                        .add(call.with().replaceAll("[\\[\\]]", "").split("@")[0]);
            }
        }

        assertThat(tried)
                .hasSizeGreaterThan(50)
                .allSatisfy((route, roles) -> assertThat(roles).as(route.name()).hasSize(Role.values().length));
    }

    @Test
    void no_role_corrects_or_withdraws_what_it_may_not_record() {
        Map<String, Set<Role>> mayRecord = run.routes().stream()
                .filter(route -> route.method().equals("POST") && route.rule().kind() == Kind.ROLE)
                .collect(Collectors.toMap(Route::template, route -> route.rule().roles()));
        Map<String, Set<Role>> others = new TreeMap<>();
        int amending = 0;
        for (Route route : run.routes()) {
            Matcher amendment = AMENDMENT.matcher(route.name());
            Set<Role> recording = amendment.matches() ? mayRecord.get(amendment.group("records")) : null;
            if (recording != null) {
                amending++;
                Set<Role> more = new TreeSet<>(route.rule().roles());
                more.removeAll(recording);
                if (!more.isEmpty()) {
                    others.put(route.name(), more);
                }
            }
        }

        assertThat(amending).isGreaterThan(50);
        assertThat(others)
                .as(
                        "a finding is confirmed, or taken back, by a second person: there a clerk is no lower than an inspector")
                .isEqualTo(
                        Map.of("POST /api/v1/assessment/false-records/{id}/withdrawal", Set.of(Role.TOWNSHIP_CLERK)));
    }

    /** Kinds in the columns, routes in the rows, the statuses that came. */
    private static String table() {
        List<String> columns = new ArrayList<>(KINDS);
        columns.addAll(TestTokens.ENDED);
        columns.addAll(List.of(
                TestTokens.REVOKED,
                StoryRun.OTHER_ROLE,
                StoryRun.NO_VERSION,
                StoryRun.NOT_TIED,
                StoryRun.OTHER_PERSON));
        StringBuilder table = new StringBuilder("# Who asked what, and what came\n\n");
        table.append(run.calls().size())
                .append(
                        " calls. Own unit: the right is at the unit asked about; child: at one above it; parent: at one below"
                                + " it; none: no right at all. A dash: does not apply, for the reason below.\n\n");
        table.append("| route | ").append(String.join(" | ", columns)).append(" |\n");
        table.append("|---".repeat(columns.size() + 1)).append("|\n");
        Map<Route, List<StoryRun.Call>> calls =
                run.calls().stream().collect(Collectors.groupingBy(StoryRun.Call::route));
        for (Route route : run.routes()) {
            table.append("| ").append(route.name());
            for (String kind : columns) {
                Set<String> came = calls.getOrDefault(route, List.of()).stream()
                        .filter(call -> call.by().equals(kind) || call.by().startsWith(kind + " at "))
                        .map(call -> call.answer().status() + (call.isAsExpected() ? "" : " ✗"))
                        .collect(Collectors.toCollection(TreeSet::new));
                table.append(" | ").append(came.isEmpty() ? "–" : String.join(" ", came));
            }
            table.append(" |\n");
        }
        table.append("\nAbout no unit:\n\n");
        new TreeMap<>(StoryRun.ABOUT_NO_UNIT)
                .forEach((route, why) -> table.append("- ")
                        .append(route)
                        .append(": ")
                        .append(why)
                        .append('\n'));
        table.append("\nAbout the whole installation, refused 403 to whoever has the right at a unit only:\n\n");
        new TreeSet<>(StoryRun.WHOLE_INSTALLATION_ONLY.keySet())
                .forEach(route -> table.append("- ").append(route).append('\n'));
        return table.toString();
    }

    private static String summary() {
        Map<String, Map<Integer, Long>> counts = new LinkedHashMap<>();
        run.calls()
                .forEach(call -> counts.computeIfAbsent(call.by(), _ -> new TreeMap<>())
                        .merge(call.answer().status(), 1L, Long::sum));
        StringBuilder summary = new StringBuilder();
        summary.append("access matrix: %d routes, %d calls, %d not as expected%n"
                .formatted(
                        run.routes().size(),
                        run.calls().size(),
                        run.calls().stream()
                                .filter(call -> !call.isAsExpected())
                                .count()));
        counts.forEach((kind, statuses) -> summary.append("  %-24s %s%n".formatted(kind, statuses)));
        return summary.toString();
    }
}
