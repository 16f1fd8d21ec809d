/** Filed documents (文件): plans, summaries, rules. Source: R25. */
@NullMarked
package kepu.organization.document;

import org.jspecify.annotations.NullMarked;
