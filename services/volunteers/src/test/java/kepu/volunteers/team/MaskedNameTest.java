package kepu.volunteers.team;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedNameTest {
    @Test
    void a_masked_name_shows_its_first_character_and_not_its_length() {
        assertThat(TeamViews.masked("张三")).isEqualTo("张*");
        assertThat(TeamViews.masked("欧阳娜娜")).isEqualTo("欧*");
        assertThat(TeamViews.masked("𠮷野")).isEqualTo("𠮷*");
    }

    @Test
    void a_name_of_one_character_shows_nothing() {
        assertThat(TeamViews.masked("张")).isEqualTo("*");
        assertThat(TeamViews.masked("𠮷")).isEqualTo("*");
    }
}
