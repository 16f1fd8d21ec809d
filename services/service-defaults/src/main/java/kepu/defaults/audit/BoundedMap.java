package kepu.defaults.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used last of many units; the rest is read anew. */
final class BoundedMap<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    BoundedMap() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
    }
}
