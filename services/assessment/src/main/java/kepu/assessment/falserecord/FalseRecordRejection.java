package kepu.assessment.falserecord;

import kepu.defaults.Rejection;

/** Why a finding that a record is false is refused. */
final class FalseRecordRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private FalseRecordRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static FalseRecordRejection noRecord(String type) {
        return new FalseRecordRejection(422, "event-of-no-record", type);
    }

    static FalseRecordRejection markedAlready(String recordId) {
        return new FalseRecordRejection(409, "false-record-already-marked", recordId);
    }

    static FalseRecordRejection notToBeConfirmed(FalseRecord.State state) {
        return new FalseRecordRejection(409, "false-record-not-to-be-confirmed", state);
    }

    static FalseRecordRejection withdrawn() {
        return new FalseRecordRejection(409, "false-record-withdrawn");
    }
}
