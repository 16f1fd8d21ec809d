/** Classes of villages (村庄类别) by their dates. Source: R2. */
@NullMarked
package kepu.organization.villageclass;

import org.jspecify.annotations.NullMarked;
