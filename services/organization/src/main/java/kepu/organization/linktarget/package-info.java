/** The register of what volunteers may be linked to (定点联系对象). Source: R7. */
@NullMarked
package kepu.organization.linktarget;

import org.jspecify.annotations.NullMarked;
