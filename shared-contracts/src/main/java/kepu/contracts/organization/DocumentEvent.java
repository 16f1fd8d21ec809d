package kepu.contracts.organization;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Filed documents (文件), each for the year that it names. Source: R25, R6, R14. */
@Family(topic = "kepu.organization.documents")
public sealed interface DocumentEvent extends FactVersion {
    String documentId();

    @Override
    default String factId() {
        return documentId();
    }

    /** 计划, 总结, 管理办法, 其他. */
    enum Kind {
        PLAN,
        SUMMARY,
        RULES,
        OTHER
    }

    /** Filed at {@code occurredAt} for {@code year}; {@code sha256} of the file in lower-case hex, if there is a file. */
    @WireType("kepu.organization.document-filed.v1")
    record DocumentFiled(
            String documentId,
            Kind kind,
            int year,
            String title,
            @Nullable String sha256) implements DocumentEvent {}

    /** The filing is as stated here; it may name another year than before ({@code previousYear}). */
    @WireType("kepu.organization.document-corrected.v1")
    record DocumentCorrected(
            String documentId,
            Kind kind,
            int year,
            String title,
            @Nullable String sha256,
            int previousYear,
            Instant previousOccurredAt)
            implements DocumentEvent, Correction {}

    /** The document was never filed. */
    @WireType("kepu.organization.document-withdrawn.v1")
    record DocumentWithdrawn(String documentId, String reason, int previousYear, Instant previousOccurredAt)
            implements DocumentEvent, Withdrawal {}
}
