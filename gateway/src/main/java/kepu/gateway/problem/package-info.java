/** The gateway's own refusals as RFC 9457 problem documents, in Chinese and English. */
@NullMarked
package kepu.gateway.problem;

import org.jspecify.annotations.NullMarked;
