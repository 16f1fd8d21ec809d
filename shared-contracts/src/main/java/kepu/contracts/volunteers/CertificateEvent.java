package kepu.contracts.volunteers;

import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Certificates (志愿服务证明) of verified service. Source: R9. */
@Family(topic = "kepu.volunteers.certificates")
public sealed interface CertificateEvent extends DomainEvent {
    String certificateId();

    /** Certifies the verified minutes of a person from the first to the last day; the public code is never told. */
    @WireType("kepu.volunteers.certificate-issued.v1")
    record CertificateIssued(
            String certificateId, String teamId, String membershipId, LocalDate from, LocalDate to, int minutes)
            implements CertificateEvent {}

    /** From {@code occurredAt} on the certificate says nothing any more. */
    @WireType("kepu.volunteers.certificate-revoked.v1")
    record CertificateRevoked(String certificateId, String reason) implements CertificateEvent {}
}
