package kepu.defaults.list;

import java.lang.reflect.Field;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/** What {@link Listed} says of a stored class: its parameters, where their values are stored, and its indexes. */
public final class ListedCollection {
    static final String UNIT = "unitId";
    static final String SUBTREE = "subtree";
    static final String FROM = "from";
    static final String TO = "to";
    static final String STATE = "state";
    static final String Q = "q";
    static final String SORT = "sort";
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";
    static final String ID = "_id";
    static final int MOST = 100;
    private static final int LONGEST_TEXT = 100;
    private static final int LONGEST_CURSOR = 2000;

    private static final ClassValue<ListedCollection> KNOWN = new ClassValue<>() {
        @Override
        protected ListedCollection computeValue(Class<?> type) {
            return new ListedCollection(type);
        }
    };

    private final Class<?> stored;
    private final @Nullable Property period;
    private final @Nullable Class<? extends ListState> states;
    private final List<Property> by;
    private final List<String> elsewhere;
    private final List<Property> indexed;
    private final List<Property> texts;
    private final List<Property> sorts;
    private final List<String> unread;

    /**
     * A property of a stored class.
     *
     * @param name as callers see it
     * @param path where it is stored
     */
    record Property(String name, String path, Class<?> type) {
        static Property of(Class<?> owner, String declared) {
            String[] parts = declared.split("=", 2);
            String path = parts[parts.length - 1];
            ResolvableType type = ResolvableType.forClass(owner);
            for (String step : path.split("\\.")) {
                type = type(type, step);
            }
            return new Property(
                    parts[0], path.equals("id") ? ID : path, valueOf(type).toClass());
        }

        /** Of several values one may be asked for. */
        private static ResolvableType valueOf(ResolvableType type) {
            return type.as(Collection.class).hasGenerics()
                    ? type.as(Collection.class).getGeneric()
                    : type;
        }

        private static ResolvableType type(ResolvableType owner, String name) {
            Field field = ReflectionUtils.findField(owner.toClass(), name);
            if (field == null) {
                throw new IllegalStateException(owner + " has no field " + name);
            }
            return ResolvableType.forField(field, owner);
        }
    }

    private ListedCollection(Class<?> type) {
        Listed listed = type.getAnnotation(Listed.class);
        if (listed == null) {
            throw new IllegalStateException(type + " does not say what its list offers");
        }
        this.stored = listed.of() == void.class ? type : listed.of();
        String stated = stated(type, Listed::period, "");
        this.period = stated.isEmpty() ? null : Property.of(stored, stated);
        Class<? extends ListState> state = stated(type, Listed::state, ListState.None.class);
        this.states = state == ListState.None.class ? null : state;
        this.by = inherited(type, Listed::by);
        this.elsewhere = List.of(listed.elsewhere());
        this.indexed = Stream.concat(by.stream(), inherited(type, Listed::indexed).stream())
                .toList();
        this.texts = properties(listed.text());
        this.sorts = properties(stated(type, Listed::sort, new String[] {"id"}));
        this.unread = Stream.concat(
                        Stream.of("outbox", "applied", "firstApplied", "usedKeys"),
                        properties(listed.without()).stream().map(Property::path))
                .toList();
    }

    /** What a class leaves out is as its superclass says. */
    private static <T> T stated(Class<?> type, Function<Listed, T> what, T nothing) {
        T stated = what.apply(type.getAnnotation(Listed.class));
        Class<?> parent = type.getSuperclass();
        return Objects.deepEquals(stated, nothing) && parent != null && parent.isAnnotationPresent(Listed.class)
                ? stated(parent, what, nothing)
                : stated;
    }

    /** What a class says, and behind it what its superclass says. */
    private List<Property> inherited(Class<?> type, Function<Listed, String[]> what) {
        Listed listed = type.getAnnotation(Listed.class);
        Class<?> parent = type.getSuperclass();
        List<Property> own = listed == null ? List.of() : properties(what.apply(listed));
        return parent == null
                ? own
                : Stream.concat(own.stream(), inherited(parent, what).stream()).toList();
    }

    private List<Property> properties(String[] declared) {
        return Arrays.stream(declared).map(one -> Property.of(stored, one)).toList();
    }

    public static ListedCollection of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Of a handler method's {@link ListRequest}; empty for any other parameter. */
    public static Optional<ListedCollection> of(MethodParameter parameter) {
        return parameter.getParameterType() == ListRequest.class
                ? Optional.of(of(ResolvableType.forMethodParameter(parameter)
                        .getGeneric(0)
                        .toClass()))
                : Optional.empty();
    }

    /** In the order in which they are documented. */
    public List<ListParameter> parameters() {
        List<ListParameter> parameters = new ArrayList<>();
        parameters.add(ListParameter.text(UNIT, 32));
        parameters.add(ListParameter.of(SUBTREE, Boolean.class));
        if (period != null) {
            parameters.add(ListParameter.of(FROM, LocalDate.class));
            parameters.add(ListParameter.of(TO, LocalDate.class));
        }
        if (states != null) {
            parameters.add(ListParameter.of(STATE, states));
        }
        for (Property property : by) {
            parameters.add(asked(property));
        }
        elsewhere.forEach(name -> parameters.add(ListParameter.text(name, LONGEST_TEXT)));
        if (!texts.isEmpty()) {
            parameters.add(ListParameter.text(Q, LONGEST_TEXT));
        }
        List<String> orders = sorts.stream()
                .flatMap(property -> Stream.of(property.name(), "-" + property.name()))
                .toList();
        parameters.add(new ListParameter(SORT, String.class, orders, null, null));
        parameters.add(ListParameter.text(CURSOR, LONGEST_CURSOR));
        parameters.add(new ListParameter(LIMIT, Integer.class, List.of(), 1, MOST));
        return parameters;
    }

    /** A year is written as one wherever it is asked for. */
    private static ListParameter asked(Property property) {
        if (property.type() == String.class) {
            return ListParameter.text(property.name(), LONGEST_TEXT);
        }
        boolean isYear = property.type() == int.class && property.name().equals("year");
        return ListParameter.of(property.name(), isYear ? Year.class : property.type());
    }

    /** For each order one for few units and one for many, and one for each property that is asked for by value. */
    public Collection<Document> indexes() {
        LinkedHashSet<Document> indexes = new LinkedHashSet<>();
        for (Property sort : sorts) {
            indexes.add(index(UNIT, sort.path(), ID));
            indexes.add(index(sort.path(), ID));
        }
        for (Property property : indexed) {
            indexes.add(index(property.path(), sorts.getFirst().path(), ID));
        }
        indexes.remove(index(ID));
        return indexes;
    }

    private static Document index(String... paths) {
        Map<String, Object> index = new LinkedHashMap<>();
        for (String path : paths) {
            index.putIfAbsent(path, 1);
        }
        return new Document(index);
    }

    /** The class that is stored. */
    public Class<?> stored() {
        return stored;
    }

    boolean hasPeriod() {
        return period != null;
    }

    Property period() {
        return Objects.requireNonNull(period);
    }

    List<Property> by() {
        return by;
    }

    List<Property> sorts() {
        return sorts;
    }

    List<Property> texts() {
        return texts;
    }

    /** Paths of what is stored and not read. */
    List<String> unread() {
        return unread;
    }

    /** @param order a property, behind a minus if it is to descend; null for the usual one */
    Property sort(@Nullable String order) {
        String name = order == null ? sorts.getFirst().name() : order.replaceFirst("^-", "");
        return sorts.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
