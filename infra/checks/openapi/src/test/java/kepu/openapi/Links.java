package kepu.openapi;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.Receipt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an answer leads: from what was made to reading, correcting and ending it, from a version to the correction that
 * asks for it, from a receipt to the card on which its event counts.
 *
 * <p>All of it follows from the paths, so that a new route has its links without a word.
 */
final class Links {
    /** Where the event of any receipt is seen; the year is the caller's to say. */
    static final String CARD = "/api/v1/assessment/scorecards/{unitId}/{year}";

    /** By which somebody without an account finds what they made. */
    private static final String CODE = "code";

    /** A machine is an account. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("/api/v1/identity/clients", "/api/v1/identity/accounts");

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Route> routes;

    Links(List<Route> routes) {
        this.routes = routes;
    }

    /** Of the operation's good answer; empty if it leads nowhere. */
    ObjectNode of(Route route, Type answer) {
        Map<String, ObjectNode> links = new TreeMap<>();
        Set<String> given = components(answer);
        if (route.method().equals("POST") && (given.contains("id") || given.contains(CODE))) {
            made(route, given).forEach((variable, expression) -> leadTo(route, variable, expression, links));
        }
        if (route.method().equals("GET")) {
            samePath(route, "PUT", links)
                    .forEach(parameters -> parameters.put("header.If-Match", "$response.header.ETag"));
        }
        if (route.method().equals("PUT")) {
            samePath(route, "GET", links);
        }
        if (answer == Receipt.class && !route.service().equals("identity")) {
            card(links);
        }
        ObjectNode all = JSON.createObjectNode();
        links.forEach(all::set);
        return all;
    }

    /** Paths below which the new thing is found, up to its own variable, and where the answer says its id. */
    private Map<String, String> made(Route route, Set<String> given) {
        Map<String, String> made = new LinkedHashMap<>();
        String template = route.template();
        for (String path : List.of(template, besideItsParent(template), ELSEWHERE.getOrDefault(template, template))) {
            for (Route other : routes) {
                if (other.template().startsWith(path + "/{")) {
                    int end = other.template().indexOf('}', path.length());
                    made.put(other.template().substring(0, end + 1), id(route, other, path, given));
                }
            }
        }
        return made;
    }

    private static String id(Route route, Route other, String path, Set<String> given) {
        String variable = variableBehind(other, path);
        if (asked(route).contains(variable)) {
            return "$request.body#/" + variable;
        }
        if (!given.contains("id")) {
            return "$response.body#/" + CODE;
        }
        boolean inside = path.contains("{") && given.contains("itemId");
        return inside ? "$response.body#/itemId" : "$response.body#/id";
    }

    private static String variableBehind(Route other, String path) {
        return other.template().substring(path.length() + 2, other.template().indexOf('}', path.length()));
    }

    /** {@code …/boards/{id}/updates} makes {@code …/board-updates/{id}}. */
    private static String besideItsParent(String template) {
        return template.replaceFirst("s/\\{id}/([a-z]+)$", "-$1");
    }

    private void leadTo(Route from, String path, String expression, Map<String, ObjectNode> links) {
        String own = path.substring(path.lastIndexOf('{') + 1, path.length() - 1);
        for (Route to : routes) {
            if (to.template().equals(path) || to.template().startsWith(path + "/")) {
                ObjectNode parameters = JSON.createObjectNode();
                from.variableNames().stream()
                        .filter(name -> path.startsWith(from.template()))
                        .forEach(name -> parameters.put("path." + name, "$request.path." + name));
                parameters.put("path." + own, expression);
                links.put(to.operationId(), link(to, parameters));
            }
        }
    }

    private List<ObjectNode> samePath(Route from, String method, Map<String, ObjectNode> links) {
        List<ObjectNode> leading = new ArrayList<>();
        for (Route to : routes) {
            if (to.method().equals(method) && to.template().equals(from.template())) {
                ObjectNode parameters = JSON.createObjectNode();
                from.variableNames().forEach(name -> parameters.put("path." + name, "$request.path." + name));
                links.put(to.operationId(), link(to, parameters));
                leading.add(parameters);
            }
        }
        return leading;
    }

    private void card(Map<String, ObjectNode> links) {
        for (Route to : routes) {
            if (to.template().equals(CARD)) {
                ObjectNode parameters = JSON.createObjectNode()
                        .put("path.unitId", "$response.body#/unitId")
                        .put("query.after", "$response.body#/events/0");
                links.put(to.operationId(), link(to, parameters));
            }
        }
    }

    private static ObjectNode link(Route to, ObjectNode parameters) {
        ObjectNode link = JSON.createObjectNode().put("operationId", to.operationId());
        link.set("parameters", parameters);
        return link;
    }

    private static Set<String> asked(Route route) {
        return route.handler() == null
                ? Set.of()
                : Arrays.stream(route.handler().getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .flatMap(parameter -> components(parameter.getParameterizedType()).stream())
                        .collect(Collectors.toSet());
    }

    private static Set<String> components(@Nullable Type type) {
        return type instanceof Class<?> raw && raw.isRecord()
                ? Arrays.stream(raw.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }
}
