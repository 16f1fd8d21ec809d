package kepu.organization.funding;

import kepu.defaults.Rejection;

/** Why an entry of the funding ledger is refused. */
final class FundingRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private FundingRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static FundingRejection voucherMissing() {
        return new FundingRejection(422, "voucher-missing");
    }
}
