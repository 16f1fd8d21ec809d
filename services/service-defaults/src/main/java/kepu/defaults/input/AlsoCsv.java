package kepu.defaults.input;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the body of a request that may also come as a table ({@code text/csv}), for people who keep it in a spreadsheet. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AlsoCsv {
    /** How the table is read; it has a constructor without arguments. */
    Class<? extends CsvBody> value();
}
