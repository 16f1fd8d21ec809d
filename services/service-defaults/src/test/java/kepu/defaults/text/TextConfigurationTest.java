package kepu.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.format.support.DefaultFormattingConversionService;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextConfigurationTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new TextConfiguration().textInBodies())
            .build();
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    record Titled(
            @NotBlank @Text(max = 4) String title,
            @Text(max = 9, lines = true) @Nullable String note,
            @Nullable Set<@NotBlank @Text(max = 3) String> names,
            @Nullable Optional<String> more,
            @HoldsPersonalData @Nullable String phone) {}

    private static Titled read(String json) {
        return JSON.readValue(json, Titled.class);
    }

    private static Set<String> wrong(String json) {
        return VALIDATOR.validate(read(json)).stream()
                .map(violation -> violation.getPropertyPath().toString())
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void each_text_of_a_body_has_its_form() {
        Titled read = read("""
                {"title":" a\\u200b\\n b ","note":"\\u3000x \\r\\n y\\u00a0","names":["A ","A"],"more":" z "}""");

        assertThat(read.title()).isEqualTo("a b");
        assertThat(read.note()).isEqualTo("x\n y");
        assertThat(read.names()).containsExactly("A");
        assertThat(read.more()).hasValue("z");
        assertThat(read("{\"title\":null}").title()).isNull();
    }

    @Test
    void what_cannot_be_used_is_refused_where_it_stands() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read("{\"title\":\"a\",\"names\":[\"b\",\"\\ud800\"]}"))
                .satisfies(refused -> {
                    assertThat(refused.getPath()).hasSize(2);
                    assertThat(refused.getCause()).isInstanceOf(UnusableText.class);
                });
    }

    @Test
    void the_number_of_a_person_is_refused_in_every_text_but_its_own() {
        assertThat(read("{\"title\":\"a\",\"phone\":\" 138 0013 8000 \"}").phone())
                .isEqualTo("138 0013 8000");
        for (String place :
                new String[] {"\"title\":\"?\"", "\"note\":\"?\"", "\"names\":[\"a\",\"?\"]", "\"more\":\"?\""}) {
            assertThatExceptionOfType(JacksonException.class)
                    .as(place)
                    .isThrownBy(() -> read("{" + place.replace("?", "电话138\u200b0013-8000") + "}"))
                    .satisfies(refused -> {
                        assertThat(refused.getCause()).isInstanceOf(PersonalDataInText.class);
                        assertThat(refused.getPath()).isNotEmpty();
                        assertThat(refused.getMessage()).doesNotContain("8000");
                    });
        }
    }

    @Test
    void a_text_of_blanks_is_blank() {
        for (String blank : new String[] {"", " ", "\u00a0", "\u200b", "\u2800", "\u3164", "\ufe0f"}) {
            assertThat(wrong("{\"title\":\"" + blank + "\"}")).as(blank).containsExactly("title");
        }
    }

    @Test
    void length_is_counted_in_characters_of_the_stored_form() {
        assertThat(wrong("{\"title\":\"😀😀😀😀\"}")).isEmpty();
        assertThat(wrong("{\"title\":\" e\\u0301e\\u0301e\\u0301e\\u0301\\u200b \"}"))
                .isEmpty();
        assertThat(wrong("{\"title\":\"😀😀😀😀😀\"}")).containsExactly("title");
        assertThat(wrong("{\"title\":\"a\",\"names\":[\"😀😀😀\"]}")).isEmpty();
        assertThat(wrong("{\"title\":\"a\",\"names\":[\"abcd\"]}")).hasSize(1);
    }

    @Test
    void trees_are_left_as_they_are() {
        JsonNode tree = JSON.readTree("{\"a\":\" b \"}");

        assertThat(tree.get("a").stringValue()).isEqualTo(" b ");
    }

    @Test
    void parameters_have_the_same_form() {
        DefaultFormattingConversionService conversion = new DefaultFormattingConversionService();
        new TextConfiguration().textInParameters().addFormatters(conversion);

        assertThat(conversion.convert(" 990101\u200b", String.class)).isEqualTo("990101");
    }
}
