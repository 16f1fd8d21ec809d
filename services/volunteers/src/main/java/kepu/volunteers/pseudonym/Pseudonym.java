package kepu.volunteers.pseudonym;

/** How a pseudonym (化名) of a person is written. */
public final class Pseudonym {
    public static final String FORM = "[A-Za-z0-9][A-Za-z0-9_.:-]*";

    private Pseudonym() {}
}
