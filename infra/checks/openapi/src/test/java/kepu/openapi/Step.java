package kepu.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * One call of the story, as a caller would make it.
 *
 * @param key its {@code Idempotency-Key}; a read has none
 * @param path literal, but for {@code {step.field}} where only an earlier answer can tell
 * @param shown the path as the document shows it, with a stand-in for what only an answer can tell
 * @param query as the document shows it
 * @param asked the query literal, like the path
 * @param as the role of whoever makes it; none where a token is enough
 * @param subject of the token, where it matters
 * @param unit the unit that it is about; none if it is about none
 * @param once whether the same call again is another one or refused, whatever its key
 * @param ifMatch version that the caller has seen, where it takes one
 * @param operationZh what the operation does, where this call is only one case of it
 * @param notes what its caller has to know, in both languages
 * @param file what it sends in the place of a body: a file (PDF)
 */
record Step(
        String name,
        @Nullable String key,
        String method,
        String path,
        String shown,
        Map<String, String> query,
        Map<String, String> asked,
        @Nullable Role as,
        @Nullable String subject,
        @Nullable String unit,
        boolean once,
        @Nullable Long ifMatch,
        String zh,
        String en,
        @Nullable String operationZh,
        @Nullable String operationEn,
        @Nullable String notes,
        @Nullable JsonNode body,
        @Nullable String file,
        int status) {

    /** Path and query, with what only an answer could tell filled in from earlier answers. */
    String target(Map<String, JsonNode> answers) {
        Map<String, String> filled = new TreeMap<>();
        asked.forEach((name, value) -> filled.put(name, fill(value, answers)));
        return target(fill(path, answers), filled);
    }

    static String target(String path, Map<String, String> query) {
        return query.isEmpty()
                ? path
                : path
                        + new TreeMap<>(query)
                                .entrySet().stream()
                                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                                        .collect(Collectors.joining("&", "?", ""));
    }

    /** As a part of an address, whatever it holds. */
    static String encoded(String part) {
        return UriUtils.encode(part, StandardCharsets.UTF_8);
    }

    /** The body as it is sent, filled in like the path; or the file. */
    @Nullable
    String sent(Map<String, JsonNode> answers) {
        if (file != null) {
            return file;
        }
        return body == null ? null : fill(body.toString(), answers);
    }

    private static String fill(String text, Map<String, JsonNode> answers) {
        return Story.RUN_TIME.matcher(text).replaceAll(found -> {
            JsonNode answer = answers.get(found.group(1));
            JsonNode value =
                    answer == null ? null : answer.at("/" + found.group(2).replace('.', '/'));
            if (value == null || value.isMissingNode()) {
                throw new IllegalStateException("no answer tells " + found.group());
            }
            return value.asString();
        });
    }

    /** Whose token it is: the same person for the same role. */
    String subject(@Nullable Role role) {
        if (subject != null) {
            return subject;
        }
        return role == null ? "example-nobody" : "example-" + role.name().toLowerCase(Locale.ROOT);
    }

    boolean isWrite() {
        return !method.equals("GET");
    }
}
