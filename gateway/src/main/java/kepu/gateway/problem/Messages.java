package kepu.gateway.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/** The gateway's texts for people, in Chinese or English; Chinese if the caller asks for another language or for none. */
public final class Messages {
    private static final List<Locale> SUPPORTED = List.of(Locale.SIMPLIFIED_CHINESE, Locale.CHINESE, Locale.ENGLISH);

    /** Characters of the header that are looked at: to read thousands of languages takes a tenth of a second. */
    private static final int LOOKED_AT = 1000;

    private final Locale locale;
    private final ResourceBundle texts;

    private Messages(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "kepu.gateway.messages", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** @param acceptLanguage the header as sent */
    public static Messages forLanguages(@Nullable String acceptLanguage) {
        return new Messages(best(acceptLanguage));
    }

    public Locale locale() {
        return locale;
    }

    public String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }

    /** The name of a service for people; a service that only the configuration knows goes by its own name. */
    public String nameOf(String service) {
        return textOr("service." + service, service);
    }

    /** The text, or what stands for it where there is none. */
    public String textOr(String key, String otherwise) {
        return texts.containsKey(key) ? text(key) : otherwise;
    }

    private static Locale best(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.SIMPLIFIED_CHINESE;
        }
        try {
            var found = Locale.lookup(LanguageRange.parse(first(acceptLanguage)), SUPPORTED);
            return found == null || found.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : found;
        } catch (IllegalArgumentException malformed) {
            return Locale.SIMPLIFIED_CHINESE;
        }
    }

    private static String first(String languages) {
        if (languages.length() <= LOOKED_AT) {
            return languages;
        }
        int end = languages.lastIndexOf(',', LOOKED_AT);
        return end < 0 ? "*" : languages.substring(0, end);
    }
}
