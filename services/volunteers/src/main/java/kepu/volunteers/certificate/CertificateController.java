package kepu.volunteers.certificate;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Public;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Certificates over HTTP; everybody may check one. */
@RestController
@RequestMapping("/api/v1/volunteers")
class CertificateController {
    private static final String PATH = "/api/v1/volunteers/certificates";

    private final AggregateStore store;
    private final IssueCertificate issueCertificate;
    private final CertificateViews views;

    CertificateController(AggregateStore store, IssueCertificate issueCertificate, CertificateViews views) {
        this.store = store;
        this.issueCertificate = issueCertificate;
        this.views = views;
    }

    /**
     * @param from first day
     * @param to last day
     */
    record CertificateRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotBlank @Text(max = 64) String membershipId,
            @NotNull LocalDate from,
            @NotNull LocalDate to) {}

    record RevocationRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/certificates")
    ResponseEntity<Receipt> issue(@Valid @RequestBody CertificateRequest request, Command command) {
        return Receipts.created(PATH, issueCertificate.handle(command, request, (_, _) -> true));
    }

    @AllowAnyRole
    @GetMapping("/certificates/{id}")
    ResponseEntity<CertificateViews.CertificateView> certificate(@PathVariable String id) {
        CertificateViews.CertificateView certificate = CertificateViews.view(store.get(Certificate.class, id));
        return Receipts.versioned(certificate.version(), certificate);
    }

    @AllowAnyRole
    @GetMapping("/certificates")
    ListAnswer<CertificateViews.CertificateView> certificates(ListRequest<Certificate> request) {
        return request.answer(
                found -> found.stream().map(CertificateViews::view).toList());
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/certificates/{id}/revocation")
    ResponseEntity<Receipt> revoke(
            @PathVariable String id, @Valid @RequestBody RevocationRequest request, Command command) {
        return Receipts.done(store.update(
                command,
                Certificate.class,
                id,
                certificate -> certificate.revoke(command.actor(), request.reason(), command.now())));
    }

    /** Whether a certificate is valid just now, by its code; without signing in. */
    @Public
    @GetMapping("/public/certificates/{code}")
    CertificateViews.CheckView check(@PathVariable String code, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return views.check(code);
    }
}
