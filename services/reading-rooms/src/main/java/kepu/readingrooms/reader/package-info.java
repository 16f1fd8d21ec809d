/** Readers (读者): pseudonyms, and their personal data sealed. Source: R11, the rules on people's data. */
@NullMarked
package kepu.readingrooms.reader;

import org.jspecify.annotations.NullMarked;
