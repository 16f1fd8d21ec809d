package kepu.sample.script;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.sample.SampleCounty;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.InspectionProfile.Inspected;
import kepu.sample.profile.InspectionProfile.Restated;
import kepu.sample.profile.OrderProfile.Order;
import kepu.sample.profile.OrderProfile.OrderStep;

/**
 * Inspections under the county's plan by its checklist of five items, and orders to put something right with what the village
 * and the inspectors do about them; nothing is left to chance.
 */
public final class SupervisionScript {
    private static final String ASM = "/api/v1/assessment";
    private static final String INSPECTIONS = ASM + "/inspections";
    private static final String ORDERS = ASM + "/orders";
    private static final String PLAN = "county/inspection-plan";
    private static final String CHECKLIST = "county/inspection-checklist";

    private static final Map<String, String> ITEMS = items();

    private final VillageWriter village;
    private final CommandScript script;

    SupervisionScript(VillageWriter village) {
        this.village = village;
        this.script = village.script;
    }

    private static Map<String, String> items() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("OPENING", "按公示时间开放");
        items.put("STOCK", "图书更新与整理");
        items.put("REGISTER", "借阅和活动登记");
        items.put("EQUIPMENT", "远教设备完好");
        items.put("SAFETY", "消防与卫生");
        return items;
    }

    /** The county's plan and checklist, on which all inspections rest. */
    public static void plan(CommandScript county, int year) {
        county.post("inspection-plan", ASM + "/inspection-plans")
                .with("unitId", SampleCounty.COUNTY)
                .with("year", year)
                .with("title", "云汀县%d年党建带科普督查计划".formatted(year))
                .with("filingNumber", "云督备〔%d〕7号".formatted(year))
                .with("filedWith", "云汀县委督查室")
                .with("capPerUnit", 3)
                .with(
                        "entries",
                        List.of(
                                entry(1, "REGULAR", "党建科普网络书屋半年督查", List.of("云汀县文化和旅游局"), year),
                                entry(2, "IRREGULAR", "党建带科普工作随机抽查", List.of(), year)))
                .at(LocalDate.of(year, 1, 8).atTime(10, 0))
                .add();
        county.post("inspection-checklist", ASM + "/inspection-checklists")
                .with("unitId", SampleCounty.COUNTY)
                .with("code", "ROOM")
                .with("edition", 1)
                .with("title", "党建科普网络书屋督查清单")
                .with(
                        "items",
                        ITEMS.entrySet().stream()
                                .map(item -> {
                                    Map<String, Object> line = new LinkedHashMap<>();
                                    line.put("code", item.getKey());
                                    line.put("text", item.getValue());
                                    line.put("maxPoints", 20);
                                    return line;
                                })
                                .toList())
                .at(LocalDate.of(year, 1, 8).atTime(11, 0))
                .add();
    }

    private static Map<String, Object> entry(
            int number, String kind, String subject, List<String> mergedWith, int year) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("number", number);
        entry.put("kind", kind);
        entry.put("subject", subject);
        entry.put("from", LocalDate.of(year, 1, 1).toString());
        entry.put("to", LocalDate.of(year, 12, 31).toString());
        entry.put("mergedWith", mergedWith);
        return entry;
    }

    void write() {
        village.profile.inspections().forEach(this::inspection);
        village.profile.orders().forEach(this::order);
    }

    private void inspection(Inspected inspected) {
        CommandScript.Draft draft = script.post(inspected.name(), INSPECTIONS)
                .with("unitId", village.unitId)
                .with("planId", "{ref:" + PLAN + "}")
                .with("entryNumber", 1)
                .with("checklistId", "{ref:" + CHECKLIST + "}");
        if (!inspected.ofUnit()) {
            draft.with("roomId", "{ref:" + village.ref("room") + "}");
        }
        String ref = state(draft, inspected, inspected.points())
                .at(time(inspected.on()))
                .add();
        String path = INSPECTIONS + "/{ref:" + ref + "}";
        Restated restated = inspected.restated();
        if (restated != null) {
            ref = state(script.put(inspected.name() + "-restated", path), inspected, restated.points())
                    .at(time(restated.on()))
                    .basedOn(ref)
                    .add();
        }
        if (inspected.withdrawn() != null) {
            village.withdraw(path, ref, inspected.withdrawn());
        }
    }

    private static CommandScript.Draft state(CommandScript.Draft draft, Inspected inspected, List<Integer> points) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String code : ITEMS.keySet()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("code", code);
            item.put("points", points.get(items.size()));
            items.add(item);
        }
        List<Map<String, Object>> findings = new ArrayList<>();
        List<String> found = inspected.findings();
        for (String text : found == null ? List.<String>of() : found) {
            Map<String, Object> finding = new LinkedHashMap<>();
            finding.put("number", findings.size() + 1);
            finding.put("text", text);
            findings.add(finding);
        }
        return draft.with("items", items).with("evidence", "现场查看并查阅登记簿").with("findings", findings);
    }

    private LocalDateTime time(String text) {
        return village.hasTime(text) ? village.time(text) : village.day(text).atTime(10, 0);
    }

    /** No step states a version: the clock of the slips may have written the order in between. */
    private void order(Order order) {
        CommandScript.Draft issued = script.post(order.name(), ORDERS)
                .with("unitId", village.unitId)
                .with("matter", order.matter())
                .with("deadline", village.day(order.deadline()).toString());
        if (order.indicator() != null) {
            issued.with("indicator", order.indicator());
        }
        String ref = issued.at(village.time(order.issued())).add();
        String last = ref;
        for (int i = 0; i < order.steps().size(); i++) {
            last = step(order, "/{ref:" + ref + "}/", last, order.steps().get(i), i + 1);
        }
    }

    private String step(Order order, String path, String last, OrderStep step, int number) {
        LocalDateTime at = village.time(step.at());
        CommandScript.Draft draft = script.post(order.name() + "-step-" + number, ORDERS + path + step.does().route);
        switch (step.does()) {
            case PLAN -> draft.with("plan", "明确专人负责，月底前整改到位");
            case HAND_IN -> draft.with("evidence", "整改情况说明及登记册复印件");
            case RETURN -> draft.with("reason", "登记册缺三日，请补齐");
            case FAIL -> draft.with("passed", false).with("comment", "现场查看尚未整改到位");
            case SIGN_OFF -> draft.with("passed", true).with("comment", "现场复查，整改到位");
            case ASK_FOR_MORE ->
                draft.with("deadline", village.day(String.valueOf(step.until())).toString())
                        .with("reason", "连续降雨，施工延误");
            case CANCEL -> draft.with("reason", "所查问题属邻村，下达有误");
            case ACKNOWLEDGE, ACCEPT, EXTEND -> {}
        }
        return draft.at(at).after(last).add();
    }
}
