/** Pseudonyms (化名), under which people are known outside their own document. */
@NullMarked
package kepu.volunteers.pseudonym;

import org.jspecify.annotations.NullMarked;
