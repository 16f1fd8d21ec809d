package kepu.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the installation acknowledged for one command of the sample. */
record Receipt(String id, @Nullable String itemId, long version, List<String> events) {}
