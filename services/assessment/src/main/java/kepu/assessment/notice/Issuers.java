package kepu.assessment.notice;

import java.time.Instant;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import org.springframework.stereotype.Component;

/** Knows who may issue notices (发文单位), townships and counties, and about which units. */
@Component
class Issuers {
    private final UnitReplica units;

    Issuers(UnitReplica units) {
        this.units = units;
    }

    /**
     * A right over the issuer. To everybody else the notice does not exist, for it may be a draft.
     *
     * @throws Rejection 404 {@code not-found}
     */
    static void requireOfficeOf(Notice notice) {
        if (!Access.current().covers(notice.issuerId())) {
            throw Rejection.notFound("notices", notice.id());
        }
    }

    /**
     * Nothing is said of a unit after its end; what was said of it may still be taken back.
     *
     * @throws Rejection 404 {@code not-found}, 422 {@code unknown-unit}, 409 {@code unit-closed}
     */
    void requireSubject(NoticeEvent.Kind kind, String unitId, Instant at) {
        UnitReplica.Unit subject = units.requireKnown(unitId);
        if (kind != NoticeEvent.Kind.WITHDRAWAL) {
            subject.openAt(at);
        }
    }

    /**
     * The level of an issuer.
     *
     * @throws Rejection 422 {@code issuer-is-no-authority}
     */
    Level level(String issuerId) {
        Kind kind = units.requireKnown(issuerId).kind();
        return switch (kind) {
            case TOWNSHIP -> Level.TOWNSHIP;
            case COUNTY -> Level.COUNTY;
            case VILLAGE, BRANCH, DEPARTMENT -> throw NoticeRejection.issuerIsNoAuthority(issuerId);
        };
    }
}
