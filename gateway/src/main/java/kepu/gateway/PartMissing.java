package kepu.gateway;

import org.jspecify.annotations.Nullable;

/** A service gave no answer. */
final class PartMissing extends Exception {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final Outage outage;

    PartMissing(String service, Outage outage, @Nullable Throwable cause) {
        super(service + ": " + outage.word(), cause);
        this.service = service;
        this.outage = outage;
    }

    String service() {
        return service;
    }

    Outage outage() {
        return outage;
    }
}
