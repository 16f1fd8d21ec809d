package kepu.assessment.scheme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.assessment.SchemeEvent.Opinion;
import kepu.contracts.assessment.SchemeEvent.SchemeDrafted;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.SchemeRetired;
import kepu.contracts.assessment.SchemeEvent.SchemeReviewed;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.defaults.Warning;
import kepu.defaults.access.SamePerson;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A scheme that people of a county write (考核方案): drafted, reviewed by somebody who wrote none of it, published for the years
 * from one on, retired. Once published its content never changes; a later version is a scheme of its own.
 */
@Document("authored-schemes")
@IdFromBody
@Listed(
        period = "draftedAt",
        state = SchemeState.class,
        by = "appliesTo",
        without = {"text", "content"},
        sort = {"draftedAt", "id"})
class AuthoredScheme extends Aggregate {
    private final String code;
    private final int schemeVersion;
    private final Instant draftedAt;
    private Subject appliesTo;
    private String title;
    private String text;
    private String content;
    private SchemeState stage = SchemeState.DRAFT;
    private @Nullable Integer fromYear;
    private @Nullable Integer retiredFrom;
    private @Nullable String reasonAgainstWarnings;
    private Set<String> warnings = new HashSet<>();
    private Set<String> authors = new HashSet<>();
    private List<Step> steps = new ArrayList<>();

    /** A step: 起草, 修改, 退回, 同意, 发布, 停用. */
    enum What {
        DRAFTED,
        REVISED,
        SENT_BACK,
        APPROVED,
        PUBLISHED,
        RETIRED
    }

    /** A step with what was said about it, and by whom. */
    record Step(What what, Instant at, String by, String comment) {}

    AuthoredScheme(
            String id,
            String unitId,
            String code,
            int schemeVersion,
            Instant draftedAt,
            Subject appliesTo,
            String title,
            String text,
            String content) {
        super(id, unitId);
        this.code = code;
        this.schemeVersion = schemeVersion;
        this.draftedAt = draftedAt;
        this.appliesTo = appliesTo;
        this.title = title;
        this.text = text;
        this.content = content;
    }

    static AuthoredScheme of(String unitId, Scheme scheme, String text, Instant at) {
        return new AuthoredScheme(
                id(scheme.id(), scheme.version()),
                unitId,
                scheme.id(),
                scheme.version(),
                at,
                scheme.appliesTo(),
                scheme.name().zh(),
                text,
                scheme.text());
    }

    static String id(String code, int schemeVersion) {
        return code + ':' + schemeVersion;
    }

    DomainEvents draft(String by, List<Finding> findings) {
        return written(What.DRAFTED, draftedAt, by, findings);
    }

    /** The scheme stays the one that its id names. */
    DomainEvents revise(Scheme scheme, String newText, Instant at, String by, List<Finding> findings) {
        if (isPublished()) {
            throw AuthoringRejection.publishedAlready(id());
        }
        if (!id(scheme.id(), scheme.version()).equals(id())) {
            throw AuthoringRejection.anotherScheme(id());
        }
        appliesTo = scheme.appliesTo();
        title = scheme.name().zh();
        text = newText;
        content = scheme.text();
        return written(What.REVISED, at, by, findings);
    }

    private DomainEvents written(What what, Instant at, String by, List<Finding> findings) {
        stage = SchemeState.DRAFT;
        authors.add(by);
        steps.add(new Step(what, at, by, ""));
        return raise(at, new SchemeDrafted(code, schemeVersion, appliesTo, title))
                .warning(findings.stream().map(AuthoredScheme::warning).toList());
    }

    private static Warning warning(Finding finding) {
        return new Warning(
                finding.code(),
                finding.sentence().zh() + "。依据：" + finding.clause().zh(),
                finding.sentence().en() + ". It rests on: " + finding.clause().en());
    }

    /** Nobody reviews what they wrote. */
    DomainEvents review(Opinion opinion, String comment, Instant at, String by) {
        if (stage != SchemeState.DRAFT) {
            throw AuthoringRejection.notToBeReviewed(id());
        }
        SamePerson.requireNoneOf(by, authors);
        boolean approved = opinion == Opinion.APPROVED;
        stage = approved ? SchemeState.APPROVED : SchemeState.SENT_BACK;
        steps.add(new Step(approved ? What.APPROVED : What.SENT_BACK, at, by, comment));
        return raise(at, new SchemeReviewed(code, schemeVersion, opinion, comment));
    }

    /**
     * Past years stay as they were scored.
     *
     * @param reason in spite of warnings; needed if there are any
     */
    DomainEvents publish(
            int year, int thisYear, List<Finding> findings, @Nullable String reason, Instant at, String by) {
        if (isPublished()) {
            throw AuthoringRejection.publishedAlready(id());
        }
        if (stage != SchemeState.APPROVED) {
            throw AuthoringRejection.notApproved(id());
        }
        if (year < thisYear) {
            throw AuthoringRejection.ofPastYear(year);
        }
        if (!findings.isEmpty() && reason == null) {
            throw AuthoringRejection.againstWarnings(findings);
        }
        stage = SchemeState.PUBLISHED;
        fromYear = year;
        warnings = new HashSet<>(findings.stream().map(Finding::code).toList());
        reasonAgainstWarnings = findings.isEmpty() ? null : reason;
        steps.add(new Step(What.PUBLISHED, at, by, reasonAgainstWarnings == null ? "" : reasonAgainstWarnings));
        return raise(
                at,
                new SchemePublished(code, schemeVersion, appliesTo, year, content, warnings, reasonAgainstWarnings));
    }

    /** From a year on, which may be the first one of it: then it scores none. */
    DomainEvents retire(int year, int thisYear, String reason, Instant at, String by) {
        if (stage != SchemeState.PUBLISHED || fromYear == null) {
            throw AuthoringRejection.notPublished(id());
        }
        if (year < thisYear) {
            throw AuthoringRejection.ofPastYear(year);
        }
        if (year < fromYear) {
            throw AuthoringRejection.retiredTooEarly(fromYear);
        }
        stage = SchemeState.RETIRED;
        retiredFrom = year;
        steps.add(new Step(What.RETIRED, at, by, reason));
        return raise(at, new SchemeRetired(code, schemeVersion, appliesTo, year, reason));
    }

    boolean isPublished() {
        return stage == SchemeState.PUBLISHED || stage == SchemeState.RETIRED;
    }

    String code() {
        return code;
    }

    int schemeVersion() {
        return schemeVersion;
    }

    Instant draftedAt() {
        return draftedAt;
    }

    Subject appliesTo() {
        return appliesTo;
    }

    String title() {
        return title;
    }

    String text() {
        return text;
    }

    String content() {
        return content;
    }

    SchemeState stage() {
        return stage;
    }

    @Nullable
    Integer fromYear() {
        return fromYear;
    }

    @Nullable
    Integer retiredFrom() {
        return retiredFrom;
    }

    @Nullable
    String reasonAgainstWarnings() {
        return reasonAgainstWarnings;
    }

    List<String> warnings() {
        return warnings.stream().sorted().toList();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
