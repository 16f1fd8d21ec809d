package kepu.defaults;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Puts a warning into the words that the problem messages have under its code. */
public final class Warnings {
    private final MessageSource messages;

    public Warnings(MessageSource messages) {
        this.messages = messages;
    }

    public Warning of(String code, String... arguments) {
        return new Warning(
                code, said(code, arguments, Locale.SIMPLIFIED_CHINESE), said(code, arguments, Locale.ENGLISH));
    }

    private String said(String code, String[] arguments, Locale locale) {
        return messages.getMessage(code, Arrays.copyOf(arguments, arguments.length, Object[].class), locale);
    }
}
