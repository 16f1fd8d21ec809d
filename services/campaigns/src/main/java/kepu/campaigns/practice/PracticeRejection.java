package kepu.campaigns.practice;

import java.time.Instant;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;

/** Why a change of a practice, or a reuse, is refused. */
final class PracticeRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private PracticeRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static PracticeRejection wrongUnit(String unitId, Kind kind) {
        return new PracticeRejection(422, "practice-of-wrong-unit", unitId, kind);
    }

    static PracticeRejection published(String practiceId) {
        return new PracticeRejection(409, "practice-published", practiceId);
    }

    static PracticeRejection notPublished(String practiceId) {
        return new PracticeRejection(409, "practice-not-published", practiceId);
    }

    static PracticeRejection publishedTooEarly(Instant at, Instant nominatedAt) {
        return new PracticeRejection(422, "practice-published-too-early", at, nominatedAt);
    }

    static PracticeRejection unknown(String practiceId) {
        return new PracticeRejection(422, "unknown-practice", practiceId);
    }

    static PracticeRejection own(String practiceId) {
        return new PracticeRejection(422, "own-practice", practiceId);
    }

    static PracticeRejection afterReuse(Instant at, Instant reusedAt) {
        return new PracticeRejection(409, "practice-after-reuse", at, reusedAt);
    }

    static PracticeRejection reusedTooEarly(Instant at, Instant publishedAt) {
        return new PracticeRejection(422, "practice-reused-too-early", at, publishedAt);
    }
}
