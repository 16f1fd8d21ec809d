package kepu.openapi;

import java.util.Map;
import kepu.defaults.list.ListParameter;
import tools.jackson.databind.node.ObjectNode;

/** What the document says of the parameters that all lists have alike. */
final class ListWords {
    static final String CSV_TYPE = "text/csv";

    private static final Map<String, String> MEANINGS = Map.of(
            "unitId",
            "只列这个单位的，连同其下属（见 subtree）；不填则列所辖的全部。不在所辖单位之内的等于不存在（404）。"
                    + " / Of this unit and those below it (see subtree); without it, of all within reach. One outside is like one that does not exist (404).",
            "subtree",
            "是否连同 unitId 的下属单位，默认 true。 / Whether the units below unitId are meant too; true unless said.",
            "from",
            "起始日（含），按本地日期。 / The first day, included, as the installation's zone has it.",
            "to",
            "截止日（含），按本地日期。 / The last day, included, as the installation's zone has it.",
            "officialCode",
            "区划代码；列单位时，曾用过的任一代码都算，单位编号也算。" + " / An official code; of units, any that one ever had, its id included.",
            "q",
            "名称或标题中含有的文字，不分大小写。 / A text that a name or title contains, in whatever case.",
            "sort",
            "排序；前加减号为倒序；默认第一项。 / The order; descending behind a minus; the first one unless said.",
            "cursor",
            "上一页答复中的 next，原样送回，其他参数不变；期间新增或撤回不影响翻页。"
                    + " / The next of the page before, as it is, all else unchanged; whatever is added or withdrawn meanwhile,"
                    + " nothing is lost and nothing comes twice.",
            "duplicate",
            "只列疑似重复的（PROBABLE），或已认定不重复的（KEPT）。"
                    + " / Only those that look like another of their unit and day (PROBABLE), or that somebody kept all the same (KEPT).",
            "limit",
            "最多多少条，JSON 默认 50；CSV 不填则全部。有 next 就还有下一页，即使本页不满。"
                    + " / How many at most: 50 in JSON and all in CSV unless said. While there is a next there is another"
                    + " page, even if this one is not full.");

    private ListWords() {}

    static ObjectNode describe(ListParameter parameter, ObjectNode documented) {
        String meaning = MEANINGS.get(parameter.name());
        return meaning == null ? documented : documented.put("description", meaning);
    }
}
