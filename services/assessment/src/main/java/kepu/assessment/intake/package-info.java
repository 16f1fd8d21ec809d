/** The Kafka consumer: events become journal entries, facts and updated scorecards. */
@NullMarked
package kepu.assessment.intake;

import org.jspecify.annotations.NullMarked;
