package kepu.campaigns.partner;

import kepu.defaults.Rejection;

/** Why a partner, a contribution or a use is refused. */
final class PartnerRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private PartnerRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static PartnerRejection unknownPartner(String partnerId) {
        return new PartnerRejection(422, "unknown-partner", partnerId);
    }

    static PartnerRejection hasContributions(String partnerId, int contributions) {
        return new PartnerRejection(409, "partner-has-contributions", partnerId, contributions);
    }

    static PartnerRejection isUsed(String contributionId, int uses) {
        return new PartnerRejection(409, "contribution-has-uses", contributionId, uses);
    }

    static PartnerRejection unknownContribution(String contributionId) {
        return new PartnerRejection(422, "unknown-contribution", contributionId);
    }
}
