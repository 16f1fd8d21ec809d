@NullMarked
package kepu.campaigns.archive;

import org.jspecify.annotations.NullMarked;
