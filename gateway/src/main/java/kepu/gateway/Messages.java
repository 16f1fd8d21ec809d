package kepu.gateway;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/** What the gateway says to people, in the language they ask for: Chinese or English, Chinese if they ask for none. */
final class Messages {
    private static final List<Locale> SPOKEN = List.of(Locale.SIMPLIFIED_CHINESE, Locale.CHINESE, Locale.ENGLISH);

    private final Locale locale;
    private final ResourceBundle texts;

    private Messages(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "kepu.gateway.messages", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** @param acceptLanguage the header as sent */
    static Messages in(@Nullable String acceptLanguage) {
        return new Messages(asked(acceptLanguage));
    }

    Locale locale() {
        return locale;
    }

    String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }

    /** The service's name for people; one that came by configuration alone goes by that name. */
    String nameOf(String service) {
        return texts.containsKey("service." + service) ? text("service." + service) : service;
    }

    private static Locale asked(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        try {
            var found = Locale.lookup(LanguageRange.parse(acceptLanguage), SPOKEN);
            return found == null || found.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : found;
        } catch (IllegalArgumentException _) {
            // A header nobody can read asks for nothing.
            return Locale.SIMPLIFIED_CHINESE;
        }
    }
}
