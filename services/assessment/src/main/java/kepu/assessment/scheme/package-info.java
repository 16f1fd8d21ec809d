/** Assessment schemes (考核方案) as the service offers them. */
@NullMarked
package kepu.assessment.scheme;

import org.jspecify.annotations.NullMarked;
