/** The text in which people write a scheme, as YAML or JSON, held against the rules with line and column of each mistake. */
@NullMarked
package kepu.assessment.scheme.authoring;

import org.jspecify.annotations.NullMarked;
