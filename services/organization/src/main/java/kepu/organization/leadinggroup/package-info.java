/** Leading groups (领导小组), their members and duties. Source: R24. */
@NullMarked
package kepu.organization.leadinggroup;

import org.jspecify.annotations.NullMarked;
