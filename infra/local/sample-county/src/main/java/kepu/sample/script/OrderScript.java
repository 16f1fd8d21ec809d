package kepu.sample.script;

import java.time.LocalDateTime;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.OrderProfile.Order;
import kepu.sample.profile.OrderProfile.OrderStep;

/**
 * Orders to put something right, and what the village and the inspectors do about them.
 *
 * <p>No step states a version: the clock of the slips may have written the order in between.
 */
final class OrderScript {
    private static final String ORDERS = "/api/v1/assessment/orders";

    private final VillageWriter village;
    private final CommandScript script;

    OrderScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write() {
        village.profile.orders().forEach(this::order);
    }

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
