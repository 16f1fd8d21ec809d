package kepu.defaults.audit;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kepu.defaults.audit.signature.CheckpointSigner;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the ends of chains as they are stored: from the signed head over what lies behind it. */
final class ChainReader {
    private static final Logger log = LoggerFactory.getLogger(ChainReader.class);
    private static final int FIRST_STEP = 4;
    private static final int LONGEST_STEP = 1_000;

    private final AuditDocuments documents;
    private final CheckpointSigner signer;
    private final Map<String, SignedCheckpoint> verified = Collections.synchronizedMap(new BoundedMap<>());

    ChainReader(AuditDocuments documents, CheckpointSigner signer) {
        this.documents = documents;
        this.signer = signer;
    }

    /** The ends of chains; a new one is begun. */
    Map<String, ChainEnd> read(Collection<String> units) {
        Map<String, Optional<SignedCheckpoint>> heads = documents.headsOf(units);
        Map<String, ChainEnd> signed = new HashMap<>();
        for (String unit : units) {
            Optional<SignedCheckpoint> head = heads.getOrDefault(unit, Optional.empty());
            signed.put(
                    unit,
                    head.filter(this::isTrusted)
                            .map(trusted -> new ChainEnd(trusted.number(), trusted.hash(), true))
                            .orElseGet(() -> new ChainEnd(0, Link.GENESIS, !heads.containsKey(unit))));
        }
        Set<String> goOn = documents
                .at(signed.entrySet().stream()
                        .map(end -> new Link(end.getKey(), end.getValue().number() + 1)))
                .keySet()
                .stream()
                .map(Link::unit)
                .collect(Collectors.toSet());
        Map<String, ChainEnd> read = new HashMap<>();
        signed.forEach((unit, end) -> read.put(unit, read(unit, end, heads.containsKey(unit), goOn.contains(unit))));
        return read;
    }

    /** @param goesOn whether there are entries behind what is signed */
    private ChainEnd read(String unit, ChainEnd signed, boolean hasHead, boolean goesOn) {
        ChainEnd end = signed;
        if (!hasHead && goesOn) {
            end = new ChainEnd(0, Link.GENESIS, false);
        } else if (!hasHead) {
            documents.begin(signer.sign(unit, 0, Link.GENESIS));
        }
        if (!end.sound() || goesOn) {
            end = walk(unit, end);
        }
        if (!end.sound()) {
            log.error(
                    "the audit log of unit {} is not as it was signed; it goes on unsigned until it is verified", unit);
        }
        return end;
    }

    boolean isTrusted(SignedCheckpoint head) {
        if (!signer.isLasting()) {
            return true; // what an earlier process signed is beyond judgement
        }
        if (head.equals(verified.get(head.unit()))) {
            return true;
        }
        boolean signed = signer.trusts(head);
        if (signed) {
            verified.put(head.unit(), head);
        }
        return signed;
    }

    /** From a known end to the real one; over a gap too, but then it is no longer sound. */
    private ChainEnd walk(String unit, ChainEnd from) {
        ChainEnd end = from;
        for (int step = FIRST_STEP; ; step = Math.min(step * 4, LONGEST_STEP)) {
            long next = end.number() + 1;
            Map<Link, Document> found =
                    documents.at(LongStream.range(next, next + step).mapToObj(number -> new Link(unit, number)));
            if (found.isEmpty()) {
                return end;
            }
            for (var stored : found.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(Link::number)))
                    .toList()) {
                end = follow(end, stored.getKey(), stored.getValue());
            }
        }
    }

    private static ChainEnd follow(ChainEnd end, Link link, Document stored) {
        String hash = String.valueOf(stored.get("hash"));
        boolean follows = link.number() == end.number() + 1
                && end.hash().equals(stored.get("prev"))
                && hash.equals(link.hash(end.hash(), String.valueOf(stored.get("entry"))));
        return new ChainEnd(link.number(), hash, end.sound() && follows);
    }
}
