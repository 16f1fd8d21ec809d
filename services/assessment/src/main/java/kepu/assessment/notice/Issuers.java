package kepu.assessment.notice;

import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.replica.UnitReplica;
import org.springframework.stereotype.Component;

/** Knows who may issue notices (发文单位): townships and counties. */
@Component
class Issuers {
    private final UnitReplica units;

    Issuers(UnitReplica units) {
        this.units = units;
    }

    /**
     * The level of an issuer.
     *
     * @throws kepu.defaults.Rejection 422 {@code issuer-is-no-authority}
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
