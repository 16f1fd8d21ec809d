package kepu.defaults.audit.signature;

import java.time.Clock;

/** Signs heads of one service's chains, and knows whose signature counts besides its own. */
public final class HeadSigner {
    private final String service;
    private final SigningKey key;
    private final TrustedKeys trusted;
    private final Clock clock;

    /**
     * @param service whose database it is; signed with each head
     * @param others keys that other instances sign with, or earlier ones of this
     */
    public HeadSigner(String service, SigningKey key, TrustedKeys others, Clock clock) {
        this.service = service;
        this.key = key;
        this.trusted = others.and(key.publicKey());
        this.clock = clock;
    }

    public Head sign(String unit, long number, String hash) {
        return Head.sign(key, service, unit, number, hash, clock.instant());
    }

    /** Whether one of the keys signed it, for this service. */
    public boolean trusts(Head head) {
        return head.service().equals(service) && trusted.signed(head);
    }

    /** Whether the next process will have the key too. */
    public boolean isLasting() {
        return key.isLasting();
    }
}
