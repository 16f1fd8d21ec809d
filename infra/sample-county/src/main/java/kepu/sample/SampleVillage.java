package kepu.sample;

/** The sixteen villages of the sample, each with what is known to be right or wrong in its year. */
public enum SampleVillage {
    QINGHE("青禾村", 1480, "exemplary: full marks, with harmless corrections and late entries"),
    SHIQIAO("石桥村", 1260, "every boundary met on its good side: full marks, ties with 青禾村"),
    LIUXI("柳溪村", 1390, "every boundary missed by the smallest step"),
    BAIGUO("白果村", 1720, "team understaffed from March on: three left, two suspended for a season"),
    CHASHAN("茶山村", 1150, "three members without a link until December, one link ended, links left unvisited"),
    SHUANGHE("双河村", 1610, "officer vacancy that crosses the year's start; summary filed six days late"),
    LONGTAN("龙潭村", 1340, "plan two weeks late, no summary, officer's and group's terms lapsed for weeks"),
    FENGLIN("枫林村", 1270, "visits unverified, rejected, withdrawn, or corrected after their verification"),
    ZHUYUAN("竹园村", 3200, "room with thin opening hours, too few participants for its residents"),
    TAOYUAN("桃源村", 1450, "campaigns missed, two venue kinds only, one giant activity beyond the cap"),
    GUJING("古井村", 0, "no residents counted; three venue kinds only, all of them reached"),
    LIHUA("梨花村", 1180, "fails broadly: group dissolved, station closed, no officer, board silent, no plan"),
    GAOPING("高坪村", 1530, "much withdrawn, corrected and entered late or out of order"),
    XIANGSHUI("响水村", 1420, "members come and go, poor attendance, two kinds of training, two half-open rooms"),
    XINYUE("新月村", 980, "established on 12 May: counted pro rata and ranked"),
    XINGHE("星河村", 640, "established on 10 September: too young to be ranked; no room, no venue kinds");

    private final String villageName;
    private final int residents;
    private final String profile;

    SampleVillage(String villageName, int residents, String profile) {
        this.villageName = villageName;
        this.residents = residents;
        this.profile = profile;
    }

    /** Official code: 990101201201 for the first, and so on. */
    public String unitId() {
        return SampleCounty.TOWNSHIP + (201 + ordinal());
    }

    public String villageName() {
        return villageName;
    }

    /** Residents of the latest count; 0 where none were ever counted. */
    public int residents() {
        return residents;
    }

    /** What is right or wrong in its year, in one line. */
    public String profile() {
        return profile;
    }

    String prefix() {
        return "v%02d".formatted(ordinal() + 1);
    }
}
