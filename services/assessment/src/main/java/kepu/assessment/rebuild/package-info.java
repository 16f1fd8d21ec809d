/** Makes what is derived from the journal anew. */
@NullMarked
package kepu.assessment.rebuild;

import org.jspecify.annotations.NullMarked;
