package kepu.openapi;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.access.RouteRule.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.input.AlsoCsv;
import kepu.defaults.input.RawBody;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListedCollection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of all routes: made from the running applications, the same bytes for the same routes. */
final class ApiDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String FILE_TYPE = "application/octet-stream";
    private static final String PAGE_TYPE = "text/html";
    private static final String AFTER = "after";

    /** Where the answer says so if the score of a unit is held up. */
    private static final List<String> SCORES = List.of("/api/v1/assessment/scorecards", "/api/v1/assessment/rankings");

    /** What no address may hold, encoded or not: separators, percent signs, whatever cannot be seen. */
    private static final String IN_A_PATH =
            "^[^\\u0000-\\u0020\\u007f-\\u009f/\\\\;%\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffd-\\uffff]+$";

    private static final String WHAT_AFTER_MEANS = """
            回执 `events` 中的事件编号，可重复，最多 50 个。这些事件都已到达、它们可能改变的一切都已存好之后才答复，所以读得到自己刚写的；\
            否则答复 409 `event-not-in`，绝不给旧的得分卡。自己所辖单位之外的事件，等于尚未到达；账号和个人信息的事件从不到达这里。

            Ids of events from the `events` of receipts; may be repeated, up to 50. The answer is given once they are in and \
            everything that they may change is stored, so that one reads one's own write; else it is 409 `event-not-in` and \
            never an old card. An event of a unit outside the caller's reach is like one that is not in; events of accounts \
            and of people's data never come here.""";

    private static final String PROBLEM_TYPE = "application/problem+json";

    /** In the order of the page. */
    private static final Map<String, String> SERVICES = new LinkedHashMap<>();

    static {
        SERVICES.put("organization", "单位、服务站、宣传栏、宣传员、领导小组、材料、联系对象 / Units and what they have");
        SERVICES.put(
                "volunteers",
                "服务队、走访、培训、服务记录、证明、群众难题、人才库、推荐、个人信息 / Teams, visits, trainings, service records, certificates, problems of residents, talents, nominations, personal data");
        SERVICES.put(
                "reading-rooms",
                "书屋、开放日历、开放记录、咨询、远程教育、设备、规范化检查、示范书屋 / Reading rooms, their days, consultations, distance education, equipment, standards, demonstration rooms");
        SERVICES.put(
                "campaigns",
                "主题活动期、活动、档案、四个一、专题调研、典型经验、阵地、合作单位 / Campaign windows, activities, archives, chains, research, practices, venues, partners");
        SERVICES.put(
                "assessment",
                "得分卡、明白纸、排名、折算分、考核方案、真实性疑点、事件流水 / Scorecards, sheets, rankings, converted points, schemes, integrity flags, the journal");
        SERVICES.put("identity", "账号、授权、客户端、签名密钥 / Accounts, grants, clients, signing keys");
        SERVICES.put("gateway", "组合查询、批量命令 / Reads composed of several services, batches of commands");
    }

    private static final Map<String, String> ROLES = Map.of(
            "SYSTEM_ADMINISTRATOR", "系统管理员",
            "COUNTY_ANALYST", "县级分析员",
            "TOWNSHIP_CLERK", "乡科普专干",
            "INSPECTOR", "督查员",
            "VILLAGE_SECRETARY", "村支书",
            "TEAM_LEADER", "服务队队长",
            "ROOM_KEEPER", "书屋管理员",
            "AUDITOR", "审计员",
            "MACHINE_CLIENT", "机器客户端");

    private static final Set<String> SAYS_WHEN_TO_COME_AGAIN = Set.of("409", "429", "503");

    private final List<Route> routes;
    private final Story story;
    private final Collection<String> codes;
    private final Schemas schemas = new Schemas();
    private final Map<String, JsonNode> answers = new LinkedHashMap<>();

    /** @param codes of problems, of all services and the gateway */
    ApiDocument(List<Route> routes, Story story, Collection<String> codes) {
        this.routes = routes;
        this.story = story;
        this.codes = new TreeSet<>(codes);
    }

    static String text(JsonNode document) {
        var printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer().with(printer).writeValueAsString(document) + "\n";
    }

    ObjectNode write() {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "党建带科普 Kepu")
                .put("version", "1")
                .put("description", """
                        乡镇科普考核的全部接口，都经由网关访问。命令带 `Idempotency-Key`：同一键重试得到第一次的回执。\
                        已接受而有疑问的，回执里有 `warnings`。\
                        更正、撤回、核实、撤销和改隶带 `If-Match`：先读取，再把读到的 `ETag` 原样送回。出错时是 RFC 9457 的 problem，`code` 不会改变含义，\
                        文字按 `Accept-Language` 给出中文或英文。不在自己所辖单位之内的，等于不存在（404）。

                        All interfaces, by way of the gateway. A command carries an `Idempotency-Key`: a retry under the same \
                        key gets the first receipt. What is accepted and still odd has `warnings` in its receipt. What amends something seen carries `If-Match`: read first, and send back the `ETag`. \
                        Errors are RFC 9457 problems whose `code` never changes its meaning, in Chinese or English by \
                        `Accept-Language`. What belongs to no unit within the caller's reach does not exist (404). \
                        The examples, taken in the order of their chapters, work on an empty installation.""");
        document.putArray("servers").addObject().put("url", "/");
        ArrayNode tags = document.putArray("tags");
        SERVICES.forEach((name, what) -> tags.addObject().put("name", name).put("description", what));
        document.set(
                "security",
                JSON.createArrayNode()
                        .add(JSON.createObjectNode().set("oauth2", JSON.createArrayNode()))
                        .add(JSON.createObjectNode().set("bearer", JSON.createArrayNode())));
        ObjectNode paths = document.putObject("paths");
        // a composed read refers to what its services answer
        routes.stream()
                .filter(route -> route.handler() != null)
                .forEach(route -> answers.put(route.name(), answer(route)));
        routes.stream()
                .filter(route -> route.handler() == null)
                .forEach(route -> answers.put(route.name(), answer(route)));
        for (Route route : routes) {
            ObjectNode path = paths.has(route.template())
                    ? (ObjectNode) paths.get(route.template())
                    : paths.putObject(route.template());
            path.set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        document.set("components", components());
        FieldWords.read().describe(document);
        return document;
    }

    private ObjectNode operation(Route route) {
        List<Step> steps = story.stepsOf(route);
        if (steps.isEmpty()) {
            throw new IllegalStateException("the story has no example of " + route);
        }
        Step first = steps.getFirst();
        ObjectNode operation = JSON.createObjectNode();
        operation.putArray("tags").add(route.service());
        operation.put("operationId", route.operationId());
        String zh = Optional.ofNullable(first.operationZh()).orElse(first.zh());
        String en = Optional.ofNullable(first.operationEn()).orElse(first.en());
        operation.put("summary", zh + " / " + en);
        operation.put(
                "description",
                steps.stream()
                        .map(Step::notes)
                        .filter(Objects::nonNull)
                        .reduce(whoMay(route), (before, notes) -> before + "\n\n" + notes.strip()));
        if (route.rule().kind() == Kind.PUBLIC) {
            operation.putArray("security");
        }
        ArrayNode parameters = JSON.createArrayNode();
        pathAndQuery(route, steps, parameters);
        headers(route, steps, parameters);
        operation.set("parameters", parameters);
        body(route, steps).ifPresent(body -> operation.set("requestBody", body));
        operation.set("responses", responses(route, steps));
        ArrayNode roles = operation.putArray("x-kepu-roles");
        route.rule().roles().forEach(role -> roles.add(role.name()));
        ArrayNode example = operation.putArray("x-kepu-story");
        steps.forEach(step -> {
            ObjectNode told = example.addObject()
                    .put("number", story.steps().indexOf(step) + 1)
                    .put("name", step.name())
                    .put("summary", step.zh() + " / " + step.en())
                    .put("call", step.method() + " " + Step.target(step.shown(), step.query()));
            if (step.as() != null) {
                told.put("role", step.as().name());
            }
            if (step.unit() != null) {
                told.put("unit", step.unit());
            }
            told.put("status", step.status());
        });
        return operation;
    }

    private static String whoMay(Route route) {
        return switch (route.rule().kind()) {
            case PUBLIC -> "任何人可用。\n\nFor everybody.";
            case SIGNED ->
                isBatch(route)
                        ? "任何已登录者可用；每条命令由其服务按调用者的令牌判断。\n\nFor everybody who is signed in; each command is judged by its service."
                        : "任何已登录者可用，只涉及本人。\n\nFor everybody who is signed in, about themselves.";
            case OWN ->
                "账号已登记归属的本人可用，只涉及本人在账号所属单位的事项，有无角色均可。\n\nFor whoever's account is tied to a person, with any role or none; about what is that person's own in the account's unit.";
            case ROLE -> {
                Set<Role> roles = route.rule().roles();
                String zh = roles.size() == Role.values().length
                        ? "任一角色"
                        : roles.stream().map(role -> ROLES.get(role.name())).collect(Collectors.joining("、"));
                String en = roles.size() == Role.values().length
                        ? "any role"
                        : roles.stream().map(role -> "`" + role + "`").collect(Collectors.joining(", "));
                yield "可用角色：" + zh + "，限于授权单位及其下属。\n\nWho may: " + en + ", at the units of their grants and below.";
            }
        };
    }

    private void pathAndQuery(Route route, List<Step> steps, ArrayNode parameters) {
        if (route.handler() == null) {
            for (String name : route.variableNames()) {
                Type type = name.equals("year") ? Year.class : String.class;
                parameters.add(parameter("path", name, true, schemas.parameter(type), route, steps));
            }
            return;
        }
        List<Parameter> declared = List.of(route.handler().getParameters());
        for (Parameter parameter : declared) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                ObjectNode schema = schemas.parameter(parameter.getParameterizedType(), parameter.getAnnotations());
                boolean isBare = parameter.getAnnotations().length == 1;
                if (parameter.getType() == String.class && isBare) {
                    schema.put("pattern", IN_A_PATH);
                }
                parameters.add(parameter("path", parameter.getName(), true, schema, route, steps));
            }
        }
        for (Parameter parameter : declared) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null) {
                ObjectNode schema = schemas.parameter(parameter.getParameterizedType(), parameter.getAnnotations());
                if (parameter.getType() == String.class) {
                    schema.put("minLength", 1); // stated, it says something
                }
                boolean hasDefault = !asked.defaultValue().equals(ValueConstants.DEFAULT_NONE);
                if (hasDefault) {
                    defaultValue(schema, asked.defaultValue());
                }
                ObjectNode query = parameter(
                        "query", parameter.getName(), !hasDefault && !mayBeAbsent(parameter), schema, route, steps);
                if (parameter.getName().equals(AFTER)) {
                    query.put("description", WHAT_AFTER_MEANS);
                }
                parameters.add(query);
            }
        }
        list(route)
                .ifPresent(list -> list.parameters()
                        .forEach(one -> parameters.add(ListWords.describe(
                                one, parameter("query", one.name(), false, schemas.parameter(one), route, steps)))));
    }

    private static Optional<ListedCollection> list(Route route) {
        return route.handler() == null
                ? Optional.empty()
                : IntStream.range(0, route.handler().getParameterCount())
                        .mapToObj(index -> new MethodParameter(route.handler(), index))
                        .flatMap(parameter -> ListedCollection.of(parameter).stream())
                        .findFirst();
    }

    private static void defaultValue(ObjectNode schema, String value) {
        if (schema.path("type").asString("").equals("integer")) {
            schema.put("default", Long.parseLong(value));
        } else {
            schema.put("default", value);
        }
    }

    private static boolean mayBeAbsent(Parameter parameter) {
        return parameter.getType() == Optional.class
                || parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode parameter(
            String in, String name, boolean required, ObjectNode schema, Route route, List<Step> steps) {
        ObjectNode parameter =
                JSON.createObjectNode().put("name", name).put("in", in).put("required", required);
        parameter.set("schema", schema);
        ObjectNode examples = JSON.createObjectNode();
        for (Step step : steps) {
            Map<String, String> values = in.equals("path") ? route.variables(step.shown()) : step.query();
            String value = values == null ? null : values.get(name);
            if (value != null) {
                ObjectNode example = examples.putObject(step.name());
                if (schema.path("type").asString("").equals("integer")) {
                    example.put("value", Long.parseLong(value));
                } else if (schema.path("type").asString("").equals("boolean")) {
                    example.put("value", Boolean.parseBoolean(value));
                } else if (schema.path("type").asString("").equals("array")) {
                    example.putArray("value").add(value);
                } else {
                    example.put("value", value);
                }
            }
        }
        if (!examples.isEmpty()) {
            parameter.set("examples", examples);
        }
        return parameter;
    }

    /** A command knows its key and the version that its caller has seen. */
    static boolean isCommand(Route route) {
        return route.handler() != null
                && Arrays.asList(route.handler().getParameterTypes()).contains(Command.class);
    }

    /** A write that the gateway answers itself. */
    private static boolean isBatch(Route route) {
        return route.handler() == null && route.isWrite();
    }

    /** A correction, a withdrawal or a verdict is of something that was seen. */
    static boolean needsVersion(Route route, List<Step> steps) {
        return isCommand(route) && !steps.isEmpty() && steps.stream().allMatch(step -> step.ifMatch() != null);
    }

    private static void headers(Route route, List<Step> steps, ArrayNode parameters) {
        if (isCommand(route)) {
            ObjectNode key = JSON.createObjectNode()
                    .put("name", "Idempotency-Key")
                    .put("in", "header")
                    .put("required", false)
                    .put(
                            "description",
                            "每个新命令一个新键；重试用原来的键。键只属于调用者本人。 / A new one for each new command; a retry takes the same one. A key belongs to its caller.");
            key.putObject("schema").put("type", "string").put("minLength", 1).put("maxLength", 128);
            ObjectNode keys = key.putObject("examples");
            steps.forEach(step -> keys.putObject(step.name()).put("value", step.key()));
            parameters.add(key);
            boolean needed = needsVersion(route, steps);
            ObjectNode seen = JSON.createObjectNode()
                    .put("name", "If-Match")
                    .put("in", "header")
                    .put("required", needed)
                    .put(
                            "description",
                            needed
                                    ? "读到的 ETag，如 \"1\"。 / The ETag that was read, such as \"1\"."
                                    : "读到的 ETag；已变动则拒绝。 / The ETag that was read; refused if it is another one now.");
            seen.putObject("schema").put("type", "string").put("pattern", "^(\\*|(W/)?\"[0-9]{1,18}\")$");
            ObjectNode versions = JSON.createObjectNode();
            steps.stream()
                    .filter(step -> step.ifMatch() != null)
                    .forEach(step -> versions.putObject(step.name()).put("value", "\"" + step.ifMatch() + "\""));
            if (versions.isEmpty()) {
                versions.putObject("any").put("value", "*");
            }
            seen.set("examples", versions);
            parameters.add(seen);
        }
        if (waits(route)) {
            parameters.addObject().put("$ref", "#/components/parameters/PreferWait");
        }
        parameters.addObject().put("$ref", "#/components/parameters/AcceptLanguage");
        parameters.addObject().put("$ref", "#/components/parameters/CorrelationId");
    }

    /** Whether it can be asked to answer only after given events. */
    private static boolean waits(Route route) {
        return route.handler() != null
                && Arrays.stream(route.handler().getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(RequestParam.class)
                                && parameter.getName().equals(AFTER));
    }

    private static boolean takesFile(Route route) {
        return route.handler() != null
                && Arrays.stream(route.handler().getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(RawBody.class));
    }

    /** Whether its body may come as a table too. */
    private static boolean takesTable(Route route) {
        return route.handler() != null
                && Arrays.stream(route.handler().getParameterTypes())
                        .anyMatch(type -> type.isAnnotationPresent(AlsoCsv.class));
    }

    private static boolean givesFile(Route route) {
        return type(route) == Resource.class;
    }

    /** HTML, to be shown as it is. */
    private static boolean givesPage(Route route) {
        GetMapping mapping = route.handler() == null ? null : route.handler().getAnnotation(GetMapping.class);
        return mapping != null && Arrays.stream(mapping.produces()).anyMatch(type -> type.startsWith(PAGE_TYPE));
    }

    /** A page of a list, of a collection or computed, which is a file too. */
    private static boolean givesList(Route route) {
        return list(route).isPresent()
                || type(route) instanceof ParameterizedType generic && generic.getRawType() == ListAnswer.class;
    }

    private Optional<ObjectNode> body(Route route, List<Step> steps) {
        if (takesFile(route)) {
            ObjectNode file =
                    JSON.createObjectNode().put("required", true).put("description", "文件原样 / The file as it is");
            file.putObject("content").putObject(FILE_TYPE);
            return Optional.of(file);
        }
        Optional<ObjectNode> schema = route.handler() == null
                ? Untyped.request(route, schemas)
                : Arrays.stream(route.handler().getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .findFirst()
                        .map(parameter -> schemas.request(parameter.getParameterizedType()));
        return schema.map(asked -> {
            ObjectNode body = JSON.createObjectNode().put("required", true);
            ObjectNode content = body.putObject("content").putObject(JSON_TYPE);
            content.set("schema", asked);
            ObjectNode examples = content.putObject("examples");
            for (Step step : steps) {
                if (step.body() == null) {
                    throw new IllegalStateException("the story's " + step.name() + " needs a body");
                }
                ObjectNode example = examples.putObject(step.name());
                example.put("summary", step.zh() + " / " + step.en());
                example.set("value", step.body());
            }
            if (takesTable(route)) {
                body.path("content")
                        .asObject()
                        .putObject(ListWords.CSV_TYPE)
                        .putObject("schema")
                        .put("type", "string");
            }
            return body;
        });
    }

    private ObjectNode responses(Route route, List<Step> steps) {
        ObjectNode responses = JSON.createObjectNode();
        Set<Integer> good = new LinkedHashSet<>();
        steps.stream().map(Step::status).sorted().forEach(good::add);
        for (int status : good) {
            ObjectNode response = responses.putObject(Integer.toString(status));
            response.put("description", status == 201 ? "已建立 / Made" : "成功 / Done");
            ObjectNode headers = response.putObject("headers");
            if (isVersioned(route)) {
                headers.putObject("ETag").put("$ref", "#/components/headers/ETag");
            }
            if (status == 201 && isCommand(route)) {
                headers.putObject("Location").put("$ref", "#/components/headers/Location");
            }
            headers.putObject("Kepu-Correlation-Id").put("$ref", "#/components/headers/CorrelationId");
            if (waits(route)) {
                headers.putObject("Preference-Applied").put("$ref", "#/components/headers/PreferenceApplied");
            }
            if (SCORES.stream().anyMatch(route.template()::startsWith)) {
                headers.putObject("Kepu-Held-Up-Since").put("$ref", "#/components/headers/HeldUpSince");
            }
            JsonNode answer = answers.get(route.name());
            ObjectNode content = response.putObject("content");
            if (givesFile(route)) {
                content.putObject(FILE_TYPE);
            } else {
                content.putObject(givesPage(route) ? PAGE_TYPE : JSON_TYPE).set("schema", answer);
            }
            if (givesList(route)) {
                content.putObject(ListWords.CSV_TYPE).putObject("schema").put("type", "string");
            }
            ObjectNode links = new Links(routes).of(route, type(route));
            if (!links.isEmpty()) {
                response.set("links", links);
            }
        }
        List<Integer> bad = new ArrayList<>();
        if (route.isWrite() || hasParameters(route)) {
            bad.add(400);
        }
        if (route.rule().kind() != Kind.PUBLIC) {
            bad.add(401);
        }
        if (route.rule().kind() == Kind.ROLE || route.rule().kind() == Kind.OWN) {
            bad.addAll(List.of(403, 404));
        }
        if (waits(route)) {
            bad.add(409);
        }
        if (givesList(route)) {
            bad.add(422);
        }
        if (isCommand(route)) {
            bad.addAll(List.of(409, 412, 413, 415, 422));
        }
        if (takesFile(route)) {
            bad.addAll(List.of(413, 415, 422));
        }
        if (isBatch(route)) {
            bad.addAll(List.of(413, 415, 422));
        }
        if (needsVersion(route, steps)) {
            bad.add(428);
        }
        bad.add(429);
        bad.add(503);
        bad.forEach(status ->
                responses.putObject(Integer.toString(status)).put("$ref", "#/components/responses/" + status));
        responses.putObject("default").put("$ref", "#/components/responses/problem");
        return responses;
    }

    private static boolean hasParameters(Route route) {
        if (route.handler() == null) {
            return route.variableNames().contains("year");
        }
        return list(route).isPresent()
                || Arrays.stream(route.handler().getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(RequestParam.class)
                                || parameter.isAnnotationPresent(PathVariable.class)
                                        && parameter.getType() != String.class);
    }

    private static boolean isVersioned(Route route) {
        return route.handler() != null
                && route.handler().getReturnType() == ResponseEntity.class
                && !givesList(route)
                && !(type(route) instanceof Class<?> raw && raw == String.class);
    }

    private JsonNode answer(Route route) {
        if (givesFile(route)) {
            return JSON.createObjectNode();
        }
        Optional<ObjectNode> written = Untyped.answer(route, schemas, answers);
        return written.isPresent() ? written.get() : schemas.answer(type(route));
    }

    private static Type type(Route route) {
        Type type = route.handler() == null ? Object.class : route.handler().getGenericReturnType();
        return type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    private ObjectNode components() {
        ObjectNode components = JSON.createObjectNode();
        ObjectNode all = components.putObject("schemas");
        ObjectNode problem = problem();
        Map<String, JsonNode> named = new TreeMap<>(schemas.components());
        named.put("Problem", problem);
        named.forEach(all::set);

        ObjectNode parameters = components.putObject("parameters");
        ObjectNode language = parameters
                .putObject("AcceptLanguage")
                .put("name", "Accept-Language")
                .put("in", "header")
                .put("required", false)
                .put("description", "zh-CN（默认）或 en / zh-CN (the default) or en");
        language.putObject("schema").put("type", "string");
        ObjectNode prefer = parameters
                .putObject("PreferWait")
                .put("name", "Prefer")
                .put("in", "header")
                .put("required", false)
                .put("description", """
                        `wait=<秒>`（RFC 7240）：与 `after` 同用，最多等这么久，上限 4 秒；照办时答复带 `Preference-Applied`。\
                        写法不对的不算，也不报错。

                        `wait=<seconds>` (RFC 7240): together with `after`, how long to wait at most, up to 4; the answer says \
                        `Preference-Applied` if it was heeded. What says no seconds is no preference and no error.""");
        prefer.putObject("schema").put("type", "string");
        prefer.putObject("examples").putObject("wait").put("value", "wait=4");
        ObjectNode correlation = parameters
                .putObject("CorrelationId")
                .put("name", "Kepu-Correlation-Id")
                .put("in", "header")
                .put("required", false)
                .put(
                        "description",
                        "出现在事件、日志、审计记录和答复里：字母、数字和 `_.:-`，以字母或数字开头，最多 64 个；不合者由新编号代替。"
                                + " / Appears in events, logs, the audit log and the answer: letters, digits and `_.:-`, the"
                                + " first a letter or digit, up to 64; another one is replaced by a new one.");
        correlation.putObject("schema").put("type", "string");

        ObjectNode headers = components.putObject("headers");
        header(headers, "ETag", true, "版本，用作 If-Match / The version, for If-Match");
        header(headers, "PreferenceApplied", false, "照办的偏好，如 wait=4 / The preference that was heeded, such as wait=4");
        header(
                headers,
                "HeldUpSince",
                false,
                "有单位的得分自此停在旧值，运维已获告警 / A unit's score stands still since then, and operations have been alarmed");
        header(headers, "RetryAfter", false, "多少秒后再试 / After how many seconds to try again");
        header(headers, "Location", true, "新建之物的地址 / Where the new thing is");
        header(headers, "CorrelationId", true, "本次请求的编号 / The request's correlation id");

        ObjectNode responses = components.putObject("responses");
        refusal(responses, "400", "请求不合规 / Bad request");
        refusal(responses, "401", "没有令牌，或令牌无效 / No token, or none that is valid");
        refusal(responses, "403", "没有这项权限 / No right to do this");
        refusal(responses, "404", "不存在，或不在所辖单位之内 / Not there, or outside the caller's reach");
        refusal(responses, "409", "与现状冲突 / In conflict with what is");
        refusal(responses, "412", "版本已变 / Another version by now");
        refusal(responses, "413", "正文过大 / Body too large");
        refusal(
                responses,
                "415",
                "只收 application/json，文件则为 application/octet-stream，表格另注 / application/json only; for a file application/octet-stream; a table where it is said");
        refusal(responses, "422", "所述不成立 / Not acceptable as stated");
        refusal(responses, "428", "缺少 If-Match / If-Match is missing");
        refusal(responses, "429", "请求过多，见 Retry-After / Too many requests, see Retry-After");
        refusal(responses, "503", "暂不可用，见 Retry-After / Unavailable for now, see Retry-After");
        refusal(responses, "problem", "其他错误 / Any other refusal");

        ObjectNode security = components.putObject("securitySchemes");
        ObjectNode flows = security.putObject("oauth2")
                .put("type", "oauth2")
                .put(
                        "description",
                        "个人用授权码加 PKCE，机器用客户端凭证。 / Authorization code with PKCE for people, client credentials for machines.")
                .putObject("flows");
        ObjectNode code = flows.putObject("authorizationCode")
                .put("authorizationUrl", "/oauth2/authorize")
                .put("tokenUrl", "/oauth2/token")
                .put("refreshUrl", "/oauth2/token");
        code.putObject("scopes").put("openid", "登录 / Sign in");
        ObjectNode client = flows.putObject("clientCredentials").put("tokenUrl", "/oauth2/token");
        client.putObject("scopes");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
        return components;
    }

    private ObjectNode problem() {
        ObjectNode problem = JSON.createObjectNode().put("type", "object").put("description", "RFC 9457");
        ObjectNode properties = problem.putObject("properties");
        properties.putObject("type").put("type", "string").put("const", "about:blank");
        properties.putObject("title").put("type", "string");
        properties
                .putObject("status")
                .put("type", "integer")
                .put("minimum", 400)
                .put("maximum", 599);
        properties.putObject("detail").put("type", "string");
        ArrayNode all = properties.putObject("code").put("type", "string").putArray("enum");
        codes.forEach(all::add);
        properties.putObject("instance").put("type", "string");
        properties
                .putObject("missing")
                .put("type", "string")
                .put("description", "没有答复的服务 / The service that gave no answer");
        ArrayNode required = problem.putArray("required");
        List.of("type", "title", "status", "detail", "code", "instance").forEach(required::add);
        return problem;
    }

    private static void header(ObjectNode headers, String name, boolean always, String description) {
        headers.putObject(name)
                .put("description", description)
                .put("required", always)
                .putObject("schema")
                .put("type", "string");
    }

    private void refusal(ObjectNode responses, String name, String description) {
        ObjectNode response = responses.putObject(name).put("description", description);
        if (SAYS_WHEN_TO_COME_AGAIN.contains(name)) {
            response.putObject("headers").putObject("Retry-After").put("$ref", "#/components/headers/RetryAfter");
        }
        response.putObject("content").putObject(PROBLEM_TYPE).set("schema", schemas.reference("Problem"));
    }
}
