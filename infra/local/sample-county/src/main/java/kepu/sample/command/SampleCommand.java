package kepu.sample.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One command of the sample, ready to be sent once the commands that it refers to are acknowledged.
 *
 * <p>{@code path}, the strings in {@code body} and {@code ifMatch} may hold placeholders: <code>{ref:NAME}</code> is the
 * aggregate id that the command NAME was answered with, <code>{ref:NAME#item}</code> its sub-entity id and
 * <code>{ref:NAME#version}</code> its version.
 *
 * @param ref unique name of the command in the sample
 * @param unitId unit in whose list the command stands
 * @param method POST or PUT
 * @param path path at the gateway, from its root
 * @param body JSON object; values are strings, integers, booleans, lists and maps
 * @param idempotencyKey the same for the same seed, year and ref
 * @param sender account that sends it
 * @param ifMatch version that a correction, a withdrawal or a verdict is based on
 */
public record SampleCommand(
        String ref,
        String unitId,
        String method,
        String path,
        Map<String, Object> body,
        String idempotencyKey,
        Sender sender,
        @Nullable String ifMatch) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{ref:([^}#]+)(#item|#version)?}");

    public SampleCommand {
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    }

    /** Names of the commands that this one refers to, in order of appearance. */
    public Set<String> references() {
        Set<String> found = new LinkedHashSet<>();
        fill(path, placeholder -> remember(found, placeholder));
        fillValue(body, placeholder -> remember(found, placeholder));
        if (ifMatch != null) {
            fill(ifMatch, placeholder -> remember(found, placeholder));
        }
        return found;
    }

    /** The same command with every placeholder, without its braces and {@code ref:}, replaced by what is {@code known}. */
    public SampleCommand resolved(UnaryOperator<String> known) {
        Map<String, Object> filled = new LinkedHashMap<>();
        body.forEach((name, value) -> filled.put(name, fillValue(value, known)));
        String version = ifMatch == null ? null : fill(ifMatch, known);
        return new SampleCommand(ref, unitId, method, fill(path, known), filled, idempotencyKey, sender, version);
    }

    private static String remember(Set<String> found, String placeholder) {
        int hash = placeholder.indexOf('#');
        found.add(hash < 0 ? placeholder : placeholder.substring(0, hash));
        return placeholder;
    }

    private static Object fillValue(Object value, UnaryOperator<String> known) {
        return switch (value) {
            case String text -> fill(text, known);
            case Map<?, ?> map -> {
                Map<Object, Object> filled = new LinkedHashMap<>();
                map.forEach((name, inner) -> filled.put(name, fillValue(inner, known)));
                yield filled;
            }
            case Collection<?> items -> {
                List<Object> filled = new ArrayList<>();
                items.forEach(item -> filled.add(fillValue(item, known)));
                yield filled;
            }
            default -> value;
        };
    }

    private static String fill(String text, UnaryOperator<String> known) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String suffix = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(known.apply(found.group(1) + suffix));
        });
    }
}
