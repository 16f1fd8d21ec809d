package kepu.assessment.scoring.advice;

import kepu.assessment.scoring.values.LocalizedText;

/** What people do and record as one fact. */
public enum Action {
    UPDATE_BOARD("更新宣传栏", "update the bulletin board"),
    FILE_DOCUMENT("报送文件", "file a document"),
    OPEN_STATION("开放科普站", "open the service station"),
    APPOINT_OFFICER("任命宣传员", "appoint a publicity officer"),
    FORM_GROUP("成立领导小组", "form a leading group"),
    ASSIGN_TO_GROUP("为领导小组配备人员", "assign somebody to the leading group"),
    SPEND("投入经费并登记支出", "spend funds and enter them"),
    ENLIST("吸收一名队员", "enlist a volunteer"),
    START_LINK("为队员确定联系对象", "give a volunteer a fixed link"),
    VISIT("走访联系对象", "visit a link"),
    VERIFY_VISIT("请他人核实走访", "have a visit verified"),
    VERIFY_SERVICE("请他人核实服务记录", "have a service verified"),
    HOLD_TRAINING("举办全体队员参加的培训", "hold a training that all volunteers attend"),
    RESOLVE_TICKET("办结群众难题", "resolve a ticket"),
    ANSWER_CONSULTATION("答复咨询", "answer a consultation"),
    HOLD_DISTANCE_SESSION("组织远程教育", "hold a session of distance education"),
    OPEN_ROOM("开放书屋", "open the reading room"),
    ADD_TITLES("新增图书入藏", "add new titles to the room"),
    HOLD_ACTIVITY("开展活动", "hold an activity"),
    FILE_ARCHIVE("活动建档", "file the archive of an activity"),
    TAKE_CHAIN_STEP("完成“四个一”的一步", "take a step of the four-step chain"),
    PROPOSE_RESEARCH("提出专题调研", "propose a research"),
    REACH_RESEARCH_STAGE("推进专题调研", "bring a research to its next stage"),
    NOMINATE_PRACTICE("推荐典型经验", "nominate a practice"),
    PUBLISH_PRACTICE("请发布典型经验", "have a practice published");

    private final LocalizedText text;

    Action(String zh, String en) {
        text = new LocalizedText(zh, en);
    }

    public LocalizedText text() {
        return text;
    }
}
