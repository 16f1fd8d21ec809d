/** Cases (疑点): what the integrity radar found odd, once each, until an inspector has looked into it. Source: R9, R31. */
@NullMarked
package kepu.assessment.integrity;

import org.jspecify.annotations.NullMarked;
