package kepu.readingrooms.catalogue;

import java.util.Set;
import java.util.TreeSet;
import kepu.defaults.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A resource (一种资源), of which a room may have several copies.
 *
 * @param isbn thirteen digits
 * @param issn eight characters
 */
record Resource(
        Kind kind,
        String title,
        @Nullable String author,
        @Nullable String isbn,
        @Nullable String issn,
        Set<Theme> themes) {
    /** 图书, 电子书, 视频, 音频, 期刊. */
    enum Kind {
        BOOK,
        E_BOOK,
        VIDEO,
        AUDIO,
        PERIODICAL
    }

    /** 党建, 农业技术, 健康, 安全, 环保, 法律, 文化, 少儿, 其他. */
    enum Theme {
        PARTY_BUILDING,
        FARMING,
        HEALTH,
        SAFETY,
        ENVIRONMENT,
        LAW,
        CULTURE,
        CHILDREN,
        OTHER
    }

    /** No digits, so that no id holds what looks like a number of a person's. */
    private static final String LETTERS = "bcdfghjkmnpqrstv";

    private static final int LETTERS_OF_AN_ID = 40;

    Resource {
        themes = new TreeSet<>(themes);
    }

    /**
     * As people state it.
     *
     * @param line for refusals, from 1
     */
    static Resource of(
            int line,
            Kind kind,
            String title,
            @Nullable String author,
            @Nullable String isbn,
            @Nullable String issn,
            Set<Theme> themes) {
        if (kind == Kind.PERIODICAL ? isbn != null : issn != null) {
            throw CatalogueRejection.numberOfAnotherKind(line, kind);
        }
        return new Resource(
                kind,
                title,
                author,
                isbn == null
                        ? null
                        : StandardNumber.isbn(isbn).orElseThrow(() -> CatalogueRejection.invalidIsbn(line, isbn)),
                issn == null
                        ? null
                        : StandardNumber.issn(issn).orElseThrow(() -> CatalogueRejection.invalidIssn(line, issn)),
                themes);
    }

    /** The same for the same resource wherever it is entered: by its number, else by kind, title and author. */
    String id() {
        if (isbn != null) {
            return "isbn-" + isbn;
        }
        if (issn != null) {
            return "issn-" + issn;
        }
        String name = kind + "\n" + Title.normalized(title) + '\n' + (author == null ? "" : Title.normalized(author));
        return "title-" + letters(Sha256.of(name));
    }

    private static String letters(String hash) {
        StringBuilder letters = new StringBuilder(LETTERS_OF_AN_ID);
        hash.chars()
                .limit(LETTERS_OF_AN_ID)
                .forEach(digit -> letters.append(LETTERS.charAt(Character.digit(digit, LETTERS.length()))));
        return letters.toString();
    }
}
