/** The yearly windows of the three campaigns (三大活动): 科普宣传月, 科技活动周, 全国科普日, and of what a county adds. Source: R21. */
@NullMarked
package kepu.campaigns.window;

import org.jspecify.annotations.NullMarked;
