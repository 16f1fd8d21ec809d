package kepu.volunteers.certificate;

import jakarta.validation.Valid;
import kepu.access.Own;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.web.Receipts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Certificates of their own service, for volunteers. */
@RestController
@RequestMapping(OwnCertificateController.PATH)
class OwnCertificateController {
    static final String PATH = "/api/v1/volunteers/me/certificates";

    private final AggregateStore store;
    private final IssueCertificate issueCertificate;

    OwnCertificateController(AggregateStore store, IssueCertificate issueCertificate) {
        this.store = store;
        this.issueCertificate = issueCertificate;
    }

    @Own
    @PostMapping
    ResponseEntity<Receipt> issue(
            @Valid @RequestBody CertificateController.CertificateRequest request, OwnPerson me, Command command) {
        return Receipts.created(PATH, issueCertificate.handle(command, request, me::is));
    }

    @Own
    @GetMapping
    ListAnswer<CertificateViews.CertificateView> certificates(ListRequest<Certificate> request, OwnPerson me) {
        return request.where(Certificate.of(me))
                .answer(found -> found.stream().map(CertificateViews::view).toList());
    }

    @Own
    @GetMapping("/{id}")
    ResponseEntity<CertificateViews.CertificateView> certificate(@PathVariable String id, OwnPerson me) {
        Certificate certificate = store.get(Certificate.class, id);
        if (!me.is(certificate.unitId(), certificate.volunteerId())) {
            throw Rejection.notFound("certificates", id);
        }
        return Receipts.versioned(certificate.version(), CertificateViews.view(certificate));
    }
}
