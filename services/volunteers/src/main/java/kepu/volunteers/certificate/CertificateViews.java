package kepu.volunteers.certificate;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.volunteers.service.VerifiedServices;
import kepu.volunteers.service.VerifiedServices.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of certificates, and what everybody sees who knows the code of one. */
@Component
class CertificateViews {
    private final MongoOperations mongo;
    private final VerifiedServices services;
    private final ZoneId zone;

    CertificateViews(MongoOperations mongo, VerifiedServices services, ZoneId zone) {
        this.mongo = mongo;
        this.services = services;
        this.zone = zone;
    }

    /** 有效, 已撤销, 所依据的服务记录已变更. */
    enum Validity {
        VALID,
        REVOKED,
        OUTDATED
    }

    record CertificateView(
            String id,
            String unitId,
            String code,
            String teamId,
            String membershipId,
            String volunteerId,
            String team,
            String name,
            LocalDate from,
            LocalDate to,
            int minutes,
            BigDecimal hours,
            List<Entry> services,
            String issuedBy,
            Instant issuedAt,
            Certificate.@Nullable Revocation revoked,
            long version) {}

    /** One of the services that it rests on. */
    record CheckedEntry(LocalDate day, int minutes, PlaceKind placeKind, String task) {}

    /**
     * What a certificate says to whoever checks it.
     *
     * @param validity {@code OUTDATED}: a service that it rests on was corrected, rejected or withdrawn since
     * @param name masked
     * @param team the recording unit
     * @param hours of {@code minutes}, rounded down to hundredths
     * @param issuedOn local day of {@code issuedAt}
     */
    record CheckView(
            String code,
            Validity validity,
            String name,
            String team,
            String unitId,
            LocalDate from,
            LocalDate to,
            int minutes,
            BigDecimal hours,
            List<CheckedEntry> services,
            Instant issuedAt,
            LocalDate issuedOn,
            @Nullable Instant revokedAt,
            @Nullable LocalDate revokedOn) {}

    static CertificateView view(Certificate certificate) {
        return new CertificateView(
                certificate.id(),
                certificate.unitId(),
                certificate.code(),
                certificate.teamId(),
                certificate.membershipId(),
                certificate.volunteerId(),
                certificate.team(),
                certificate.maskedName(),
                certificate.from(),
                certificate.to(),
                certificate.minutes(),
                hours(certificate.minutes()),
                certificate.services(),
                certificate.issuedBy(),
                certificate.issuedAt(),
                certificate.revoked(),
                certificate.version());
    }

    /**
     * Whoever knows the code may see it, without any right.
     *
     * @param stated as it was typed: in lower case and with blanks around it too
     */
    CheckView check(String stated) {
        String code = stated.strip().toUpperCase(Locale.ROOT);
        var byCode = query(where("code").is(code));
        byCode.fields().exclude("outbox", "applied", "firstApplied");
        Certificate certificate = mongo.findOne(byCode, Certificate.class);
        if (certificate == null) {
            throw CertificateRejection.unknownCode(code);
        }
        Certificate.Revocation revoked = certificate.revoked();
        return new CheckView(
                certificate.code(),
                validity(certificate),
                certificate.maskedName(),
                certificate.team(),
                certificate.unitId(),
                certificate.from(),
                certificate.to(),
                certificate.minutes(),
                hours(certificate.minutes()),
                certificate.services().stream()
                        .map(service -> new CheckedEntry(
                                day(service.occurredAt()), service.minutes(), service.placeKind(), service.task()))
                        .toList(),
                certificate.issuedAt(),
                day(certificate.issuedAt()),
                revoked == null ? null : revoked.at(),
                revoked == null ? null : day(revoked.at()));
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private Validity validity(Certificate certificate) {
        if (certificate.revoked() != null) {
            return Validity.REVOKED;
        }
        return services.stillHold(certificate.services()) ? Validity.VALID : Validity.OUTDATED;
    }

    static BigDecimal hours(int minutes) {
        return BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 2, RoundingMode.DOWN);
    }
}
