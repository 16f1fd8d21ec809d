/** Personal data (个人信息): kept only encrypted, shown only masked, erased by destroying its key. Source: the rules on people's data. */
@NullMarked
package kepu.volunteers.person;

import org.jspecify.annotations.NullMarked;
