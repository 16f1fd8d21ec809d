package kepu.volunteers.certificate;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.volunteers.CertificateEvent.CertificateIssued;
import kepu.contracts.volunteers.CertificateEvent.CertificateRevoked;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import kepu.volunteers.service.VerifiedServices.Entry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A certificate (志愿服务证明): the verified services of one person over some days, as they were when it was issued. */
@Document("certificates")
@Listed(
        period = "issuedAt",
        state = Certificate.State.class,
        by = {"volunteerId", "teamId", "code"},
        sort = {"issuedAt", "id"})
class Certificate extends Aggregate {
    /** 有效, 已撤销. */
    enum State implements ListState {
        ISSUED,
        REVOKED;

        @Override
        public Bson filter() {
            return this == REVOKED ? Filters.ne("revoked", null) : Filters.eq("revoked", null);
        }
    }

    /** Those of somebody who asks for their own. */
    static Bson of(OwnPerson person) {
        return Filters.and(Filters.eq("unitId", person.unitId()), Filters.eq("volunteerId", person.personId()));
    }

    record Revocation(String by, Instant at, String reason) {}

    private final String code;
    private final String teamId;
    private final String membershipId;
    private final String volunteerId;
    private final String team;
    private final @Secret String maskedName;
    private final LocalDate from;
    private final LocalDate to;
    private final List<Entry> services;
    private final int minutes;
    private final String issuedBy;
    private final Instant issuedAt;
    private @Nullable Revocation revoked;

    /**
     * @param code by which everybody can check it
     * @param team name of the team, the recording unit (记录单位)
     */
    Certificate(
            String id,
            String unitId,
            String code,
            String teamId,
            String membershipId,
            String volunteerId,
            String team,
            String maskedName,
            LocalDate from,
            LocalDate to,
            List<Entry> services,
            int minutes,
            String issuedBy,
            Instant issuedAt) {
        super(id, unitId);
        this.code = code;
        this.teamId = teamId;
        this.membershipId = membershipId;
        this.volunteerId = volunteerId;
        this.team = team;
        this.maskedName = maskedName;
        this.from = from;
        this.to = to;
        this.services = services;
        this.minutes = minutes;
        this.issuedBy = issuedBy;
        this.issuedAt = issuedAt;
    }

    DomainEvents issue() {
        return raise(issuedAt, new CertificateIssued(id(), teamId, membershipId, from, to, minutes));
    }

    DomainEvents revoke(String by, String reason, Instant at) {
        if (revoked != null) {
            throw CertificateRejection.alreadyRevoked(code, revoked.at());
        }
        revoked = new Revocation(by, at, reason);
        return raise(at, new CertificateRevoked(id(), reason));
    }

    String code() {
        return code;
    }

    String teamId() {
        return teamId;
    }

    String membershipId() {
        return membershipId;
    }

    String volunteerId() {
        return volunteerId;
    }

    String team() {
        return team;
    }

    String maskedName() {
        return maskedName;
    }

    LocalDate from() {
        return from;
    }

    LocalDate to() {
        return to;
    }

    List<Entry> services() {
        return services;
    }

    int minutes() {
        return minutes;
    }

    String issuedBy() {
        return issuedBy;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    @Nullable
    Revocation revoked() {
        return revoked;
    }
}
