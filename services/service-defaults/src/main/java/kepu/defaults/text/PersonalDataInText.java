package kepu.defaults.text;

/** A text holds the number of a person, where none belongs; says nothing of it. */
public final class PersonalDataInText extends IllegalArgumentException {
    PersonalDataInText() {
        super("the text holds personal data");
    }
}
