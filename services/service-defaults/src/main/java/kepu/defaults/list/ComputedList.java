package kepu.defaults.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import org.jspecify.annotations.Nullable;

/**
 * A list that no collection holds: it is computed place by place when a page gets there, and at no time more of it is in
 * memory than one place's part. A cursor is the last item of the page before.
 *
 * @param name of the file that it becomes as CSV
 * @param asked what it is narrowed by; a cursor is of use for the same only
 * @param places in order: units, say
 * @param of the items of a place, in order
 * @param key of an item, unique in its place
 */
public record ComputedList<V>(
        String name, String asked, List<String> places, Function<String, List<V>> of, Function<V, String> key) {
    private static final int USUAL_LIMIT = 50;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final char SEPARATOR = '\n';

    /** The items of a place from an index on. */
    private record Part<V>(int place, List<V> items, int index) {
        int left() {
            return items.size() - index;
        }
    }

    /**
     * @param limit null: as many as usual in a page, and all in a file
     * @throws Rejection 422 {@code invalid-cursor}, {@code cursor-of-another-list}
     */
    public ListAnswer<V> answer(@Nullable String cursor, @Nullable Integer limit) {
        Part<V> start = cursor == null ? from(0) : behind(cursor);
        return page(start, limit == null ? USUAL_LIMIT : limit, limit == null);
    }

    private ListAnswer<V> page(@Nullable Part<V> start, int limit, boolean goesOn) {
        List<V> items = new ArrayList<>();
        String last = null;
        Part<V> part = start;
        while (part != null && items.size() < limit) {
            int end = part.index() + Math.min(limit - items.size(), part.left());
            items.addAll(part.items().subList(part.index(), end));
            last = cursor(places.get(part.place()), items.getLast());
            part = end < part.items().size() ? new Part<>(part.place(), part.items(), end) : from(part.place() + 1);
        }
        Part<V> next = part;
        return new ListAnswer<>(
                items,
                next == null ? null : last,
                name,
                next == null || !goesOn ? null : () -> page(next, EXPORTED_AT_ONCE, true));
    }

    /** The first place from there on that has an item; null if none has. */
    private @Nullable Part<V> from(int first) {
        for (int place = first; place < places.size(); place++) {
            List<V> items = of.apply(places.get(place));
            if (!items.isEmpty()) {
                return new Part<>(place, items, 0);
            }
        }
        return null;
    }

    private @Nullable Part<V> behind(String cursor) {
        String[] words = words(cursor);
        if (!words[0].equals(Integer.toHexString(asked.hashCode()))) {
            throw new Rejection(422, "cursor-of-another-list");
        }
        int place = places.indexOf(words[1]);
        List<V> items = place < 0 ? List.of() : of.apply(words[1]);
        for (int index = 0; index < items.size(); index++) {
            if (key.apply(items.get(index)).equals(words[2])) {
                return index + 1 < items.size() ? new Part<>(place, items, index + 1) : from(place + 1);
            }
        }
        throw SharedRefusal.INVALID_CURSOR.with();
    }

    private String cursor(String place, V item) {
        String text = Integer.toHexString(asked.hashCode()) + SEPARATOR + place + SEPARATOR + key.apply(item);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] words(String cursor) {
        try {
            String[] words = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                    .split(String.valueOf(SEPARATOR), -1);
            if (words.length == 3) {
                return words;
            }
        } catch (IllegalArgumentException _) { // whatever a caller has made up
        }
        throw SharedRefusal.INVALID_CURSOR.with();
    }
}
