package kepu.readingrooms.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import kepu.contracts.privacy.PersonalNumbers;
import kepu.defaults.Rejection;
import kepu.readingrooms.catalogue.Resource.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    private static Resource book(String title, @Nullable String author, @Nullable String isbn) {
        return Resource.of(3, Kind.BOOK, title, author, isbn, null, Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "978-7-109-00001-8, 9787109000018",
        "9787109000018, 9787109000018",
        "７１０９００００１Ｘ, 9787109000018", // full-width, ten digits
        "7-109-00001-X, 9787109000018",
        "0-8044-2957-x, 9780804429573",
        "979-10-90636-07-1, 9791090636071"
    })
    void an_isbn_is_thirteen_digits_however_it_is_written(String stated, String isbn) {
        assertThat(StandardNumber.isbn(stated)).contains(isbn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9787109000017", "7-109-00001-2", "080442957", "9777109000013", "978710900001X", "书号"})
    void an_isbn_with_a_wrong_check_digit_or_of_another_length_is_refused_and_its_line_named(String stated) {
        assertThatThrownBy(() -> book("水稻种植", null, stated)).isInstanceOfSatisfying(Rejection.class, refused -> {
            assertThat(refused.code()).isEqualTo("invalid-isbn");
            assertThat(refused.arguments()).containsExactly("3", stated);
        });
    }

    @Test
    void an_issn_is_a_periodicals_and_checked_too() {
        Resource monthly = Resource.of(1, Kind.PERIODICAL, "农村科技", null, null, "0317-8471", Set.of());
        assertThat(monthly.id()).isEqualTo("issn-03178471");
        assertThat(StandardNumber.issn("2434-561x")).contains("2434561X");
        assertThat(StandardNumber.issn("0317-8472")).isEmpty();
        assertThatThrownBy(() -> Resource.of(1, Kind.BOOK, "农村科技", null, null, "0317-8471", Set.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("number-of-another-kind"));
        assertThatThrownBy(() -> Resource.of(1, Kind.PERIODICAL, "农村科技", null, "9787109000018", null, Set.of()))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("number-of-another-kind"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"《水稻种植：１００问》", "水稻种植 100 问", "水稻种植:100问", "水稻　种植·100问"})
    void width_blanks_marks_and_case_make_no_other_title(String title) {
        assertThat(book(title, "Ｗang", null).id())
                .isEqualTo(book("水稻种植100问", "wang", null).id());
    }

    @Test
    void another_word_author_or_kind_is_another_title() {
        Resource first = book("水稻种植", "王某", null);
        assertThat(book("水稻种植 下册", "王某", null).id()).isNotEqualTo(first.id());
        assertThat(book("水稻种植", "李某", null).id()).isNotEqualTo(first.id());
        assertThat(book("水稻种植", null, null).id()).isNotEqualTo(first.id());
        assertThat(Resource.of(1, Kind.VIDEO, "水稻种植", "王某", null, null, Set.of())
                        .id())
                .isNotEqualTo(first.id());
        assertThat(book("C++ 入门", null, null).id())
                .isNotEqualTo(book("C 入门", null, null).id());
        assertThat(book("！", null, null).id())
                .isNotEqualTo(book("？", null, null).id());
    }

    @Test
    void the_number_decides_whatever_the_title_says() {
        assertThat(book("水稻种植", "王某", "978-7-109-00001-8").id())
                .isEqualTo(book("水稻种植技术", null, "710900001X").id())
                .isEqualTo("isbn-9787109000018");
    }

    @Test
    void no_id_looks_like_a_number_of_a_persons() {
        for (int i = 0; i < 2_000; i++) {
            String id = book("第" + i + "种", null, null).id();
            assertThat(id).hasSizeLessThanOrEqualTo(64).matches("title-[a-z]{40}");
            assertThat(PersonalNumbers.isIn(id)).isFalse();
        }
        assertThat(PersonalNumbers.isIn("isbn-9791381234567")).isFalse();
    }
}
