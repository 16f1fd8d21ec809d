package kepu.assessment.review;

import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;

/** Why a review, or the import of a year, is refused. */
final class ReviewRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ReviewRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ReviewRejection wrongKind(String unitId, Kind kind) {
        return new ReviewRejection(422, "no-review-of-this-kind", unitId, kind);
    }

    static ReviewRejection wrongSpan(int mostYears) {
        return new ReviewRejection(422, "review-span", mostYears);
    }

    static ReviewRejection tooLarge(int cards, int mostCards) {
        return new ReviewRejection(422, "review-too-large", cards, mostCards);
    }

    static ReviewRejection yearNotOver(int year) {
        return new ReviewRejection(422, "import-year-not-over", String.valueOf(year));
    }

    static ReviewRejection ownFacts(String unitId, int year) {
        return new ReviewRejection(409, "year-has-own-facts", unitId, String.valueOf(year));
    }

    static ReviewRejection importedAlready(String unitId, int year, String id) {
        return new ReviewRejection(409, "year-imported-already", unitId, String.valueOf(year), id);
    }

    static ReviewRejection nothingImported() {
        return new ReviewRejection(422, "nothing-imported");
    }

    static ReviewRejection indicatorTwice(String code) {
        return new ReviewRejection(422, "imported-indicator-twice", code);
    }
}
