package kepu.volunteers.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.contracts.volunteers.CertificateEvent.CertificateIssued;
import kepu.contracts.volunteers.CertificateEvent.CertificateRevoked;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.service.VerifiedServices.Entry;
import org.junit.jupiter.api.Test;

class CertificateTest {
    private static final Instant ISSUED = Instant.parse("2025-07-01T02:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2025, 6, 30);

    private final Certificate certificate = new Certificate(
            "c1",
            "990101201201",
            "ABCDEFGHJKMN",
            "t1",
            "m1",
            "v1",
            "青禾村服务队",
            "张*",
            FIRST,
            LAST,
            List.of(new Entry("s1", 2, Instant.parse("2025-03-03T01:00:00Z"), 150, PlaceKind.FIELD, "修剪")),
            150,
            "secretary-1",
            ISSUED);

    @Test
    void a_certificate_is_told_with_its_days_and_minutes_and_without_name_and_code() {
        DomainEvents raised = certificate.issue();

        assertThat(raised)
                .isEqualTo(new DomainEvents(
                        ISSUED, List.of(new CertificateIssued("c1", "t1", "m1", FIRST, LAST, 150)), null));
        assertThat(raised.toString()).doesNotContain("张", "ABCDEFGHJKMN");
    }

    @Test
    void a_certificate_is_revoked_once() {
        Instant at = ISSUED.plusSeconds(1);

        assertThat(certificate.revoke("clerk-1", "记录不实", at).events())
                .containsExactly(new CertificateRevoked("c1", "记录不实"));
        assertThat(certificate.revoked()).isEqualTo(new Certificate.Revocation("clerk-1", at, "记录不实"));
        assertThatThrownBy(() -> certificate.revoke("clerk-1", "记录不实", at))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("certificate-already-revoked"));
    }

    @Test
    void hours_are_never_rounded_up() {
        assertThat(CertificateViews.hours(150)).isEqualTo(new BigDecimal("2.50"));
        assertThat(CertificateViews.hours(59)).isEqualTo(new BigDecimal("0.98"));
    }

    @Test
    void codes_have_twelve_signs_that_nobody_confuses_and_are_not_the_same() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            codes.add(CertificateCode.random());
        }
        assertThat(codes).hasSize(1000).allMatch(code -> code.matches("[2-9A-HJKMNP-Z]{12}"));
    }
}
