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

/** Looks whether each head is signed, has not gone back, and is the hash of its entry. */
final class CheckpointCheck {
    private static final Logger log = LoggerFactory.getLogger(CheckpointCheck.class);
    private static final int AT_ONCE = 500;

    private final AuditDocuments documents;
    private final ChainEnds ends;

    CheckpointCheck(AuditDocuments documents, ChainEnds ends) {
        this.documents = documents;
        this.ends = ends;
    }

    void checkAll() {
        List<SignedCheckpoint> some = new ArrayList<>();
        Set<String> gone = ends.signedUnits();
        boolean fine = true;
        for (Document stored : documents.allHeads()) {
            Optional<SignedCheckpoint> head = SignedCheckpoint.read(stored);
            if (head.isEmpty()) {
                fine = false;
                continue;
            }
            some.add(head.get());
            gone.remove(head.get().unit());
            if (some.size() == AT_ONCE) {
                fine &= areFine(some);
                some.clear();
            }
        }
        fine &= areFine(some);
        ends.judge(fine && gone.isEmpty());
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
