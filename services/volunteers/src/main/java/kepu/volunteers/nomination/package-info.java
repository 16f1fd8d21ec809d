/** Nominations (推荐) for a team: review, approval, and then a membership. Source: R5, R6. */
@NullMarked
package kepu.volunteers.nomination;

import org.jspecify.annotations.NullMarked;
