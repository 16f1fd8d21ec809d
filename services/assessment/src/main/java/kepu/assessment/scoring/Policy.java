package kepu.assessment.scoring;

/** A named formula (计分办法): from the facts of a unit's year to an exact ratio with the numbers behind it. */
interface Policy {
    /** The formula with its parameters in words. */
    Text formula();

    Finding judge(UnitYear unit);
}
