/** The four-step chain (四个一): a lecture, a material, a family, a community. Source: R28. */
@NullMarked
package kepu.campaigns.chain;

import org.jspecify.annotations.NullMarked;
