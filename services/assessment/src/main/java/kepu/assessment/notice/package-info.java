/** Notices (通报): commendation, criticism after a hearing, withdrawal; and the numbers under which they are issued. Source: R33. */
@NullMarked
package kepu.assessment.notice;

import org.jspecify.annotations.NullMarked;
