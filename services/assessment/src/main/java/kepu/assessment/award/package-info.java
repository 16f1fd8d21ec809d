/** Award lists (表扬名单) of reading rooms: proposed by the system, decided and signed by people. Source: R15. */
@NullMarked
package kepu.assessment.award;

import org.jspecify.annotations.NullMarked;
