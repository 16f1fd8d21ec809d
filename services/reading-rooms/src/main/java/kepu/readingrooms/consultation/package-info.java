/** Consultations (咨询) at the desk of a room, from the question to what the answer was worth. Source: R12. */
@NullMarked
package kepu.readingrooms.consultation;

import org.jspecify.annotations.NullMarked;
