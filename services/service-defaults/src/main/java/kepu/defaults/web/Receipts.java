package kepu.defaults.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import kepu.defaults.Receipt;
import kepu.defaults.record.RecordView;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Receipts and aggregates as HTTP answers, with their {@code ETag}. */
public final class Receipts {
    private Receipts() {}

    /** 201 with {@code Location}: the path given with the receipt's id (or item id, if one was made) behind it. */
    public static ResponseEntity<Receipt> created(String path, Receipt receipt) {
        String id = receipt.itemId() == null ? receipt.id() : receipt.itemId();
        return ResponseEntity.created(URI.create(path + "/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8)))
                .eTag(etag(receipt.version()))
                .body(receipt);
    }

    /** 201 of a route that adds to a collection: {@code Location} is its own path with the receipt's id behind it. */
    public static ResponseEntity<Receipt> created(Receipt receipt) {
        String path = ServletUriComponentsBuilder.fromCurrentRequest().build().getPath();
        return created(Objects.requireNonNull(path), receipt);
    }

    /** 200. */
    public static ResponseEntity<Receipt> done(Receipt receipt) {
        return ResponseEntity.ok().eTag(etag(receipt.version())).body(receipt);
    }

    /** 200 with something that has a version. */
    public static <T> ResponseEntity<T> versioned(long version, T body) {
        return ResponseEntity.ok().eTag(etag(version)).body(body);
    }

    /** 200 with a record. */
    public static <C> ResponseEntity<RecordView<C>> versioned(RecordView<C> view) {
        return versioned(view.version(), view);
    }

    /** 200 with personal data: for this answer's reader only, no cache on the way keeps it. */
    public static <T> ResponseEntity<T> unkept(long version, T body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(etag(version))
                .body(body);
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }
}
