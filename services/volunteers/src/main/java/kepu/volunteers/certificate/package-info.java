/** Certificates (志愿服务证明) of verified service, which everybody can check by their code. Source: R9. */
@NullMarked
package kepu.volunteers.certificate;

import org.jspecify.annotations.NullMarked;
