package kepu.defaults.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether each head is signed, has not gone back, and is the hash of its entry.
 *
 * <p>A round looks at a limited number of heads, in the order of their ids, and the next one goes on from there, so that no
 * round costs more than the one before, however many units there are.
 */
final class CheckpointCheck {
    private static final Logger log = LoggerFactory.getLogger(CheckpointCheck.class);
    static final int HEADS_A_ROUND = 500;

    private final AuditDocuments documents;
    private final ChainEnds ends;
    private String last = "";
    private boolean fine = true;
    private Set<String> gone = Set.of();

    CheckpointCheck(AuditDocuments documents, ChainEnds ends) {
        this.documents = documents;
        this.ends = ends;
    }

    /** The verdict is good once all heads, in as many rounds as they take, were found good. */
    void nextRound() {
        if (last.isEmpty()) {
            fine = true;
            gone = ends.signedUnits();
        }
        List<Document> some = documents.headsAfter(last, HEADS_A_ROUND).into(new ArrayList<>());
        List<SignedCheckpoint> heads = new ArrayList<>();
        for (Document stored : some) {
            SignedCheckpoint.read(stored).ifPresentOrElse(heads::add, () -> fine = false);
        }
        heads.forEach(head -> gone.remove(head.unit()));
        fine &= areFine(heads);
        boolean isLastRound = some.size() < HEADS_A_ROUND;
        if (isLastRound || !fine) {
            ends.judge(fine && gone.isEmpty());
        }
        last = isLastRound ? "" : some.getLast().getString("_id");
    }

    private boolean areFine(List<SignedCheckpoint> heads) {
        Map<Link, Document> found = documents.at(heads.stream().flatMap(head -> Stream.of(at(head), behind(head))));
        boolean fine = true;
        for (SignedCheckpoint head : heads) {
            boolean good = ends.agreeWith(head, found.containsKey(behind(head)))
                    && isHashOf(head, Optional.ofNullable(found.get(at(head))));
            if (!good) {
                log.error("the audit log of unit {} is not as it was signed at {}", head.unit(), head.number());
            }
            fine &= good;
        }
        return fine;
    }

    private static boolean isHashOf(SignedCheckpoint head, Optional<Document> entry) {
        return head.number() == 0
                || entry.filter(stored -> head.hash().equals(stored.get("hash")))
                        .filter(stored ->
                                head.hash().equals(at(head).hash(text(stored, "prev"), text(stored, "entry"))))
                        .isPresent();
    }

    private static Link at(SignedCheckpoint head) {
        return new Link(head.unit(), head.number());
    }

    private static Link behind(SignedCheckpoint head) {
        return new Link(head.unit(), head.number() + 1);
    }

    private static String text(Document stored, String field) {
        return String.valueOf(stored.get(field));
    }
}
