package kepu.assessment.scheme.authoring;

import java.util.ArrayList;
import java.util.List;
import kepu.assessment.scheme.authoring.SchemeText.Problem;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes found so far, each at its place. */
final class Problems {
    private final List<Problem> all = new ArrayList<>();

    void add(int line, int column, String code, LocalizedText text) {
        all.add(new Problem(line, column, code, text.zh(), text.en()));
    }

    void add(Node at, String code, LocalizedText text) {
        add(at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, code, text);
    }

    void add(Node at, SchemeRejection rejection) {
        add(at, rejection.code(), rejection.text());
    }

    void addWrongType(Node at, LocalizedText text) {
        add(at, "scheme-type", text);
    }

    void addUnreadable(@Nullable Mark mark, String why) {
        add(
                mark == null ? 1 : mark.getLine() + 1,
                mark == null ? 1 : mark.getColumn() + 1,
                "scheme-unreadable",
                new LocalizedText("不是可读的 YAML 或 JSON：" + why, "this is no readable YAML or JSON: " + why));
    }

    int count() {
        return all.size();
    }

    List<Problem> all() {
        return all;
    }
}
