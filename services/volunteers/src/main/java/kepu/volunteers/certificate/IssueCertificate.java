package kepu.volunteers.certificate;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiPredicate;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.service.VerifiedServices;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Certifies what a person served on some days, for whichever teams of the village, as far as it is verified. */
@Component
class IssueCertificate {
    private final AggregateStore store;
    private final Teams teams;
    private final VerifiedServices services;

    IssueCertificate(AggregateStore store, Teams teams, VerifiedServices services) {
        this.store = store;
        this.teams = teams;
        this.services = services;
    }

    /** @param whose of which units' persons the caller may have one issued; any other is like an unknown member */
    Receipt handle(
            Command command, CertificateController.CertificateRequest request, BiPredicate<String, String> whose) {
        String id = command.newId("certificate");
        return store.create(
                command, Certificate.class, id, () -> certificate(command, id, request, whose), Certificate::issue);
    }

    private Certificate certificate(
            Command command,
            String id,
            CertificateController.CertificateRequest request,
            BiPredicate<String, String> whose) {
        Teams.Person person = teams.person(request.teamId(), request.membershipId(), whose);
        LocalDate from = request.from();
        LocalDate to = request.to();
        if (to.isBefore(from)) {
            throw CertificateRejection.endsBeforeItBegins(from, to);
        }
        List<VerifiedServices.Entry> verified = services.of(person.unitId(), person.volunteerId(), from, to);
        if (verified.isEmpty()) {
            throw CertificateRejection.nothingVerified(from, to);
        }
        return new Certificate(
                id,
                person.unitId(),
                CertificateCode.random(),
                request.teamId(),
                request.membershipId(),
                person.volunteerId(),
                person.team(),
                person.maskedName(),
                from,
                to,
                verified,
                verified.stream().mapToInt(VerifiedServices.Entry::minutes).sum(),
                command.actor(),
                command.now());
    }
}
