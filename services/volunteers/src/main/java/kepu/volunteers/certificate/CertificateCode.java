package kepu.volunteers.certificate;

import java.security.SecureRandom;

/** The public code of a certificate: twelve signs that nobody guesses and that cannot be confused when they are typed. */
final class CertificateCode {
    /** Without 0 and O, 1, I and L. */
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateCode() {}

    static String random() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return code.toString();
    }
}
