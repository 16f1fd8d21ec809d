package kepu.readingrooms.consultation;

import java.security.SecureRandom;

/** By which somebody without an account finds the answer: twelve signs that nobody guesses and that are easily typed. */
final class ConsultationCode {
    /** Without 0 and O, 1, I and L. */
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ConsultationCode() {}

    static String random() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return code.toString();
    }
}
