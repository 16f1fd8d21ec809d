package kepu.volunteers.certificate;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a certificate is not issued, revoked or found. */
final class CertificateRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private CertificateRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static CertificateRejection endsBeforeItBegins(LocalDate from, LocalDate to) {
        return new CertificateRejection(422, "certificate-period", from, to);
    }

    static CertificateRejection nothingVerified(LocalDate from, LocalDate to) {
        return new CertificateRejection(422, "no-verified-service", from, to);
    }

    static CertificateRejection alreadyRevoked(String code, Instant at) {
        return new CertificateRejection(409, "certificate-already-revoked", code, at);
    }

    static CertificateRejection unknownCode(String code) {
        return new CertificateRejection(404, "unknown-certificate", code);
    }
}
