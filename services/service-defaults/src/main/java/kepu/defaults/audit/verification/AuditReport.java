package kepu.defaults.audit.verification;

import java.util.List;

/** What the verification of a database's audit log found. */
public record AuditReport(String database, List<Chain> chains) {
    /**
     * One unit's chain.
     *
     * @param number of the last entry that is signed
     * @param hash that it was signed with
     * @param entries how many there are
     * @param pending entries behind the last signed one, which wait for their signature
     * @param findings none if all is as it was signed
     */
    public record Chain(String unit, long number, String hash, long entries, long pending, List<Finding> findings) {
        public boolean isSound() {
            return findings.isEmpty();
        }
    }

    public boolean isSound() {
        return chains.stream().allMatch(Chain::isSound);
    }

    public long entries() {
        return chains.stream().mapToLong(Chain::entries).sum();
    }
}
