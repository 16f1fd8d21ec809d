/** Research (专题调研): proposal, field work, report, adoption into a measure. Source: R27. */
@NullMarked
package kepu.campaigns.research;

import org.jspecify.annotations.NullMarked;
