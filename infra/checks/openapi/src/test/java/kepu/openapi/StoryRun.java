package kepu.openapi;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kepu.access.Grant;
import kepu.access.RouteRule.Kind;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.harness.Topics;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The story, run once on an empty installation: before each step everybody calls who must be refused, then the
 * step is made by way of the gateway, then everybody repeats it who may.
 */
final class StoryRun {
    /** Kinds of callers, in the order of the table's columns. */
    static final String OWN = "own unit";

    static final String CHILD = "child";
    static final String SIBLING = "sibling";
    static final String PARENT = "parent";
    static final String NONE = "none";
    static final String NO_TOKEN = "no token";
    static final String OTHER_ROLE = "role without the right";
    static final String NO_VERSION = "no If-Match";
    static final String NOT_TIED = "account of nobody";
    static final String OTHER_PERSON = "other person";
    static final List<String> BAD_TOKENS = List.of(
            "expired",
            "wrong audience",
            "alg:none",
            "HS/RS confusion",
            "unknown key",
            "forged key",
            "wrong issuer",
            "wrong type");

    /** Has an account of their own in the same village. */
    private static final String OTHER_SUBJECT = "example-other-volunteer";

    /** Routes about no unit: whoever has one of their roles anywhere may use them. */
    static final Map<String, String> ABOUT_NO_UNIT = Map.ofEntries(
            Map.entry("GET /api/v1/assessment/schemes", "schemes are the same for everybody"),
            Map.entry("GET /api/v1/assessment/schemes/{id}/{version}", "schemes are the same for everybody"),
            Map.entry("GET /api/v1/assessment/schemes/{id}/{version}/differences", "published schemes are public"),
            Map.entry("GET /api/v1/assessment/schemes/{id}/{version}/warnings", "published schemes are public"),
            Map.entry("GET /api/v1/assessment/policies", "formulas are the same for everybody"),
            Map.entry("POST /api/v1/assessment/scheme-checks", "about the text that the caller sends"),
            Map.entry(
                    "POST /api/v1/assessment/journal/lookup",
                    "tells of ids that the caller has already, and of those only whether they came"),
            Map.entry("GET /api/v1/assessment/freshness", "one number for the whole installation"),
            Map.entry("GET /api/v1/identity/me", "about the caller alone, with or without a role"),
            Map.entry("POST /api/v1/batches", "each of its commands is judged by its own service"));

    /** Whose account somebody's is, in the unit that looks after it. */
    static final Map<String, String> OWNERS = Map.of("example-volunteer", "p-lin", OTHER_SUBJECT, "p-zhou");

    private static final String VILLAGE_OF_OWNERS = "990199100201";

    /** What belongs to no unit is for those who have the right for the whole installation, and says so. */
    static final Map<String, String> WHOLE_INSTALLATION_ONLY = Map.of(
            "GET /api/v1/identity/signing-keys", "whole-installation-only",
            "POST /api/v1/identity/signing-keys/rotation", "whole-installation-only",
            "POST /api/v1/identity/signing-keys/{keyId}/withdrawal", "whole-installation-only");

    private static @Nullable StoryRun completed;

    private final Installation installation;
    private final Story story;
    private final List<Route> routes;
    private final Map<String, JsonNode> answers = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Step, Http.Answer> own = new LinkedHashMap<>();
    private final Map<Step, Route> routeOfStep = new IdentityHashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private boolean ended;
    private @Nullable Validator validator;
    private @Nullable Map<String, List<String>> known;
    private String lastWrite = "nothing";

    /**
     * One call of the matrix.
     *
     * @param by kind of caller
     * @param with what the caller has
     * @param expected status that the route's rule and the step's unit ask for
     */
    record Call(Route route, Step step, String by, String with, int expected, Http.Answer answer) {
        boolean isAsExpected() {
            return answer.status() == expected && (expected < 400 || isRefusedFor());
        }

        /** A refusal of a kind of its own says why. */
        private boolean isRefusedFor() {
            String code = answer.code();
            return switch (expected) {
                case 401 -> code.equals(by.startsWith(NO_TOKEN) ? "token-required" : "token-invalid");
                case 403 ->
                    by.equals(NOT_TIED)
                            ? code.equals("account-not-tied")
                            : code.equals(WHOLE_INSTALLATION_ONLY.getOrDefault(route.name(), "right-missing"))
                                    || code.equals("right-missing")
                                    || code.equals("right-over-parent-missing") && by.equals(PARENT);
                case 404 ->
                    code.equals("not-found")
                            || code.equals("unknown-unit") && route.service().equals("gateway");
                default -> !code.isEmpty();
            };
        }

        @Override
        public String toString() {
            return step.name() + " (" + route + ") by " + by + " with " + with + ": expected " + expected + ", came "
                    + answer.status() + " " + answer.body();
        }
    }

    private StoryRun(Installation installation, Story story) {
        this.installation = installation;
        this.story = story;
        this.routes = installation.routes();
    }

    /** Runs the story unless it has run already. */
    static synchronized StoryRun completed() {
        if (completed == null) {
            completed = new StoryRun(Installation.running(), Story.read());
            completed.tellOfAccounts();
            completed.story.steps().forEach(completed::run);
            completed.storedNothing("the end");
            completed.ended = true;
        }
        if (!completed.ended) {
            throw new IllegalStateException("the story broke off at " + completed.own.size() + " steps");
        }
        return completed;
    }

    /** So that every service knows of them before the first call. */
    private void tellOfAccounts() {
        try (Topics topics = Topics.of(installation.bootstrapServers(), "identity")) {
            Instant at = Instant.parse("2025-01-01T00:00:00Z");
            TestTokens.told()
                    .forEach((account, events) ->
                            events.forEach(event -> topics.publish(account, Grant.EVERYWHERE, at, event)));
            OWNERS.forEach((account, person) ->
                    topics.publish(account, VILLAGE_OF_OWNERS, at, new AccountTied(account, person)));
        }
        installation.settle();
    }

    /**
     * Whether it asks what was revoked meanwhile: each write of a service does, and each read that says so; the gateway leaves it
     * to them.
     */
    static boolean asksWhatWasRevoked(Route route) {
        return (route.isWrite() || route.rule().asksAnew())
                && !route.service().equals("gateway")
                && route.rule().kind() != Kind.PUBLIC;
    }

    Story story() {
        return story;
    }

    List<Route> routes() {
        return routes;
    }

    List<Call> calls() {
        return calls;
    }

    /** Of the document that its steps are the examples of. */
    Validator validator() {
        if (validator == null) {
            validator = new Validator(installation.document(story).write());
        }
        return validator;
    }

    /** How each step went when it was made. */
    Map<Step, Http.Answer> own() {
        return own;
    }

    /** Where something was stored by a call that should have stored nothing. */
    List<String> leaks() {
        return leaks;
    }

    Map<String, JsonNode> answers() {
        return answers;
    }

    Route routeOf(Step step) {
        return routeOfStep.computeIfAbsent(step, this::foundRoute);
    }

    private Route foundRoute(Step step) {
        List<Route> found = routes.stream().filter(route -> route.matches(step)).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no route answers the step " + step.name());
        }
        // a literal path part wins over a variable
        return found.stream()
                .min(Comparator.comparing(route -> route.variableNames().size()))
                .orElseThrow();
    }

    private void run(Step step) {
        Route route = routeOf(step);
        settle();
        refusals(route, step);
        if (step.isWrite()) {
            storedNothing("the refused calls of " + step.name());
        }
        Http.Answer answer = send(step, installation.gatewayAddress(), ownGrants(step), step.as(), step.key());
        own.put(step, answer);
        Call call = new Call(route, step, OWN, String.valueOf(ownGrants(step)), step.status(), answer);
        if (answer.status() != step.status()) {
            throw new IllegalStateException("the story breaks off, for others build on this step: " + call);
        }
        calls.add(call);
        answers.put(step.name(), answer.json());
        if (step.isWrite()) {
            known = null;
            settle();
            lastWrite = step.name();
        }
        repetitions(route, step);
        if (step.once()) {
            known = null;
        }
    }

    /** Until then what others hear of earlier steps looks like something that this one stored. */
    private void settle() {
        if (known == null) {
            installation.settle();
            known = installation.stored();
        }
    }

    /** Looked at once for all calls since the last write, its repetitions and whatever was read: it is much to read. */
    private void storedNothing(String last) {
        Map<String, List<String>> before = known;
        if (before == null) {
            return; // something else than the same was asked for
        }
        String by = "something between the repetitions of " + lastWrite + " and " + last;
        Map<String, List<String>> after = installation.stored();
        after.forEach((collection, documents) -> {
            if (!documents.equals(before.getOrDefault(collection, List.of()))) {
                List<String> added = new ArrayList<>(documents);
                added.removeAll(before.getOrDefault(collection, List.of()));
                leaks.add(by + " changed " + collection + ": " + added);
            }
        });
    }

    /** Everybody who must not. */
    private void refusals(Route route, Step step) {
        if (route.rule().kind() == Kind.PUBLIC) {
            return;
        }
        URI service = installation.addressOf(route.service());
        List<String> grants = ownGrants(step);
        String subject = step.subject(step.as());
        refused(route, step, NO_TOKEN, "nothing", 401, raw(step, service, null, step.key()));
        refused(
                route,
                step,
                NO_TOKEN + " at the gateway",
                "nothing",
                401,
                raw(step, installation.gatewayAddress(), null, step.key()));
        installation
                .tokens()
                .bad()
                .forEach((by, token) ->
                        refused(route, step, by, "every role@all", 401, raw(step, service, token, step.key())));
        if (asksWhatWasRevoked(route)) {
            installation
                    .tokens()
                    .ended()
                    .forEach((by, token) ->
                            refused(route, step, by, "every role@all", 401, raw(step, service, token, step.key())));
        }
        if (route.rule().kind() == Kind.OWN) {
            refusalsOfOwn(route, step, service);
        }
        if (route.rule().kind() != Kind.ROLE) {
            return;
        }
        if (asksWhatWasRevoked(route)) {
            String revoked = installation.tokens().revoked();
            refused(route, step, TestTokens.REVOKED, "no grant left", 403, raw(step, service, revoked, step.key()));
        }
        refused(route, step, NONE, "no grant", 403, send(step, service, List.of(), step.as(), step.key()));
        outside(step).forEach((by, unit) -> {
            boolean itself = step.path().contains("/units/" + unit + "/"); // seen, but not from its own root
            boolean topmost = Grant.EVERYWHERE.equals(step.unit());
            int expected = itself || topmost || WHOLE_INSTALLATION_ONLY.containsKey(route.name()) ? 403 : 404;
            refused(route, step, by, step.as() + "@" + unit, expected, sendAs(step, service, step.as(), unit));
        });
        String unit = Optional.ofNullable(step.unit()).orElse(Grant.EVERYWHERE);
        for (Role role : Role.values()) {
            if (!route.rule().roles().contains(role)) {
                refused(route, step, OTHER_ROLE, role + "@" + unit, 403, sendAs(step, service, role, unit));
            }
        }
        withoutVersion(route, step, service, subject, grants);
    }

    private void withoutVersion(Route route, Step step, URI service, String subject, List<String> grants) {
        if (ApiDocument.needsVersion(route, story.stepsOf(route))) {
            Map<String, String> headers = headers(step, good(subject, grants), step.key());
            headers.remove("If-Match");
            refused(
                    route,
                    step,
                    NO_VERSION,
                    grants.toString(),
                    428,
                    Http.send(step.method(), service, step.target(answers), headers, step.sent(answers)));
        }
    }

    /** No role helps whoever's account is nobody's, and what is somebody else's own is not found. */
    private void refusalsOfOwn(Route route, Step step, URI service) {
        List<String> everything = TestTokens.everything();
        refused(
                route,
                step,
                NOT_TIED,
                "every role@all",
                403,
                raw(step, service, good("example-nobody", everything), step.key()));
        if (!route.variableNames().isEmpty()) {
            refused(
                    route,
                    step,
                    OTHER_PERSON,
                    "every role@all",
                    404,
                    raw(step, service, good(OTHER_SUBJECT, everything), step.key()));
        }
        withoutVersion(route, step, service, step.subject(step.as()), List.of());
    }

    private void refused(Route route, Step step, String by, String with, int expected, Http.Answer answer) {
        calls.add(new Call(route, step, by, with, expected, answer));
    }

    /**
     * The same person with everything that they may hold: each role of the rule, at the unit and above it. Under the key of
     * somebody else it would be another command.
     */
    private void repetitions(Route route, Step step) {
        URI service = installation.addressOf(route.service());
        if (route.rule().kind() == Kind.SIGNED || route.rule().kind() == Kind.OWN) {
            allowed(route, step, NONE, "no grant", send(step, service, List.of(), step.as(), again(step)));
            return;
        }
        if (route.rule().kind() == Kind.PUBLIC) {
            return;
        }
        String unit = Optional.ofNullable(step.unit()).orElse("990198");
        for (Role role : route.rule().roles()) {
            if (role != step.as() || step.unit() == null) {
                allowed(route, step, OWN, role + "@" + unit, sendAgain(step, service, role, unit));
            }
        }
        for (String above : above(step)) {
            allowed(route, step, CHILD, step.as() + "@" + above, sendAgain(step, service, step.as(), above));
        }
    }

    private void allowed(Route route, Step step, String by, String with, Http.Answer answer) {
        calls.add(new Call(route, step, by, with, step.status(), answer));
    }

    /** Under the same key it is the same command. */
    private static @Nullable String again(Step step) {
        return step.once() ? "example-" + UUID.randomUUID() : step.key();
    }

    private Set<String> above(Step step) {
        Set<String> above = new LinkedHashSet<>();
        if (step.unit() != null && !step.unit().equals(Grant.EVERYWHERE)) {
            story.parentOf(step.unit()).ifPresent(above::add);
            above.add(Grant.EVERYWHERE);
        }
        return above;
    }

    /** Units that the caller of a kind has the right at. */
    private Map<String, String> outside(Step step) {
        Map<String, String> outside = new LinkedHashMap<>();
        if (step.unit() == null) {
            return outside;
        }
        if (step.unit().equals(Grant.EVERYWHERE)) {
            outside.put(PARENT, "990199");
            return outside;
        }
        outside.put(SIBLING, story.siblingOf(step.unit()).orElseThrow());
        outside.put(PARENT, story.childOf(step.unit()).orElseThrow());
        return outside;
    }

    private List<String> ownGrants(Step step) {
        return step.as() == null
                ? List.of()
                : List.of(step.as() + "@" + Optional.ofNullable(step.unit()).orElse(Grant.EVERYWHERE));
    }

    private Http.Answer sendAs(Step step, URI service, @Nullable Role role, String unit) {
        return send(step, service, List.of(role + "@" + unit), role, again(step));
    }

    private Http.Answer sendAgain(Step step, URI service, @Nullable Role role, String unit) {
        return send(step, service, List.of(role + "@" + unit), step.as(), again(step));
    }

    private Http.Answer send(Step step, URI base, List<String> grants, @Nullable Role role, @Nullable String key) {
        return raw(step, base, good(step.subject(role), grants), key);
    }

    private String good(String subject, List<String> grants) {
        return installation.tokens().good(subject, grants);
    }

    private Http.Answer raw(Step step, URI base, @Nullable String token, @Nullable String key) {
        return Http.send(step.method(), base, step.target(answers), headers(step, token, key), step.sent(answers));
    }

    private static Map<String, String> headers(Step step, @Nullable String token, @Nullable String key) {
        Map<String, String> headers = new TreeMap<>();
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        return headers;
    }
}
