package kepu.defaults.audit.verification;

/**
 * What is wrong with a unit's chain, and where.
 *
 * @param from first number it is about; 0 for the head
 * @param to last number it is about
 */
public record Finding(Kind kind, long from, long to, String detail) {
    /** Which tampering it is a trace of. */
    public enum Kind {
        /** An entry does not have the content that was recorded. */
        EDITED,
        /** An entry is gone, with others behind it. */
        DELETED,
        /** An entry lies at another's place. */
        REORDERED,
        /** The end of the chain is gone. */
        TRUNCATED,
        /** The head is gone, or nobody who is trusted signed it. */
        HEAD_FORGED,
        /** The chain was another one when it was verified before. */
        REPLACED
    }

    static Finding at(Kind kind, long number, String detail) {
        return new Finding(kind, number, number, detail);
    }

    /** For people: {@code EDITED at 17: …}. */
    @Override
    public String toString() {
        String place = from == 0 ? "head" : from == to ? Long.toString(from) : from + "-" + to;
        return kind + " at " + place + ": " + detail;
    }
}
