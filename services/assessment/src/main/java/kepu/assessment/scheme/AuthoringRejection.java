package kepu.assessment.scheme;

import java.util.List;
import java.util.Map;
import kepu.assessment.scheme.authoring.SchemeText.Problem;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.defaults.Rejection;

/** Why a step of a scheme that people write is refused. */
final class AuthoringRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private AuthoringRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    /** The problem lists every mistake. */
    static AuthoringRejection invalid(List<Problem> problems) {
        AuthoringRejection rejection = new AuthoringRejection(422, "scheme-invalid", problems.size());
        rejection.say(Map.of("problems", problems));
        return rejection;
    }

    /** The problem lists every warning with the clause that it rests on. */
    static AuthoringRejection againstWarnings(List<Finding> findings) {
        AuthoringRejection rejection = new AuthoringRejection(422, "scheme-against-warnings", findings.size());
        rejection.say(Map.of("warnings", findings));
        return rejection;
    }

    static AuthoringRejection ofSystem(String code) {
        return new AuthoringRejection(422, "scheme-of-system", code);
    }

    static AuthoringRejection notOfACounty(String unitId) {
        return new AuthoringRejection(422, "scheme-not-of-a-county", unitId);
    }

    static AuthoringRejection anotherScheme(String id) {
        return new AuthoringRejection(422, "scheme-another-one", id);
    }

    static AuthoringRejection publishedAlready(String id) {
        return new AuthoringRejection(409, "scheme-already-published", id);
    }

    static AuthoringRejection notToBeReviewed(String id) {
        return new AuthoringRejection(409, "scheme-not-to-be-reviewed", id);
    }

    static AuthoringRejection notApproved(String id) {
        return new AuthoringRejection(409, "scheme-not-approved", id);
    }

    static AuthoringRejection notPublished(String id) {
        return new AuthoringRejection(409, "scheme-not-published", id);
    }

    static AuthoringRejection ofPastYear(int year) {
        return new AuthoringRejection(422, "scheme-of-past-year", String.valueOf(year));
    }

    static AuthoringRejection retiredTooEarly(int fromYear) {
        return new AuthoringRejection(422, "scheme-retired-too-early", String.valueOf(fromYear));
    }
}
