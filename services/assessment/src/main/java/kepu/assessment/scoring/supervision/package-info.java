/** What rests on notices, vetoes, false records, inspections and orders (督查): policies, deductions, the veto. */
@NullMarked
package kepu.assessment.scoring.supervision;

import org.jspecify.annotations.NullMarked;
