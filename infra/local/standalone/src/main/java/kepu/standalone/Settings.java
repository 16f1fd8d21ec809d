package kepu.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spring properties of one part, each once: of two arguments of one name Spring would make a list. */
record Settings(Map<String, String> values) {
    Settings() {
        this(Map.of());
    }

    Settings {
        values = Map.copyOf(values);
    }

    Settings with(String name, Object value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value.toString());
        return new Settings(changed);
    }

    /** @param arguments like {@code --name=value}; they win */
    Settings and(List<String> arguments) {
        Settings changed = this;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 3) {
                throw new IllegalArgumentException("a setting looks like --name=value, not like " + argument);
            }
            changed = changed.with(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return changed;
    }

    String[] arguments() {
        return values.entrySet().stream()
                .map(value -> "--" + value.getKey() + "=" + value.getValue())
                .toArray(String[]::new);
    }
}
