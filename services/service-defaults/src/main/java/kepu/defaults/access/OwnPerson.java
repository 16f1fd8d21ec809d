package kepu.defaults.access;

/**
 * The person (本人) whose account acts.
 *
 * @param unitId where the account is looked after: a pseudonym is one person's within a unit only
 * @param personId pseudonym
 */
public record OwnPerson(String unitId, String personId) {
    /** Whether something of a unit and a person is theirs. */
    public boolean is(String ofUnit, String ofPerson) {
        return unitId.equals(ofUnit) && personId.equals(ofPerson);
    }
}
