package kepu.sample.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the installation acknowledged for one command of the sample. */
record Receipt(String id, @Nullable String itemId, long version, List<String> events) {
    /** What a placeholder stands for: {@code NAME}, {@code NAME#item} or {@code NAME#version}. */
    static String lookUp(Map<String, Receipt> receipts, String placeholder) {
        int hash = placeholder.indexOf('#');
        String name = hash < 0 ? placeholder : placeholder.substring(0, hash);
        Receipt receipt = receipts.get(name);
        if (receipt == null) {
            throw new IllegalStateException("nothing is acknowledged yet for " + name);
        }
        if (hash < 0) {
            return receipt.id();
        }
        if (placeholder.endsWith("#version")) {
            return Long.toString(receipt.version());
        }
        String itemId = receipt.itemId();
        if (itemId == null) {
            throw new LoadStopped("the answer to " + name + " had no itemId");
        }
        return itemId;
    }
}
