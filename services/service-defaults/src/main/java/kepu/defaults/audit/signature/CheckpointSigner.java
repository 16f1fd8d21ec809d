package kepu.defaults.audit.signature;

import java.time.Clock;

/** Signs heads of one service's chains, and knows whose signature counts besides its own. */
public final class CheckpointSigner {
    private final String service;
    private final SigningKey key;
    private final TrustedKeys trusted;
    private final Clock clock;

    /**
     * @param service whose database it is; signed with each head
     * @param others keys that other instances sign with, or earlier ones of this
     */
    public CheckpointSigner(String service, SigningKey key, TrustedKeys others, Clock clock) {
        this.service = service;
        this.key = key;
        this.trusted = others.and(key.publicKey());
        this.clock = clock;
    }

    public SignedCheckpoint sign(String unit, long number, String hash) {
        return SignedCheckpoint.sign(key, service, unit, number, hash, clock.instant());
    }

    /** Whether one of the keys signed it, for this service. */
    public boolean trusts(SignedCheckpoint head) {
        return head.service().equals(service) && trusted.signed(head);
    }

    /** Whether the next process will have the key too. */
    public boolean isLasting() {
        return key.isLasting();
    }
}
