/** Rankings (排名) of villages and what their townships come to. */
@NullMarked
package kepu.assessment.ranking;

import org.jspecify.annotations.NullMarked;
