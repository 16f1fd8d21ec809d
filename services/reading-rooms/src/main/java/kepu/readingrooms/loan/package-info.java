/** Loans (借阅) and reservations (预约) of what a room has. Source: R11. */
@NullMarked
package kepu.readingrooms.loan;

import org.jspecify.annotations.NullMarked;
