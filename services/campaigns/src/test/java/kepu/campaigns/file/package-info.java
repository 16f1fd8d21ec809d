@NullMarked
package kepu.campaigns.file;

import org.jspecify.annotations.NullMarked;
