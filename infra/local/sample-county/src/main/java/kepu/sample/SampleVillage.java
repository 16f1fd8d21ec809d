package kepu.sample;

import java.util.Locale;
import kepu.sample.profile.VillageProfile;

/** The sixteen villages of the sample, in the order of their codes; each has a file of its own, {@code villages/….yaml}. */
public enum SampleVillage {
    QINGHE,
    SHIQIAO,
    LIUXI,
    BAIGUO,
    CHASHAN,
    SHUANGHE,
    LONGTAN,
    FENGLIN,
    ZHUYUAN,
    TAOYUAN,
    GUJING,
    LIHUA,
    GAOPING,
    XIANGSHUI,
    XINYUE,
    XINGHE;

    private final VillageProfile profile = VillageProfile.of(name().toLowerCase(Locale.ROOT));

    /** Official code: 990101201201 for the first, and so on. */
    public String unitId() {
        return SampleCounty.TOWNSHIP + (201 + ordinal());
    }

    public String villageName() {
        return profile.name();
    }

    /** Residents of the latest count; 0 where none were ever counted. */
    public int residents() {
        return profile.residents();
    }

    /** What is right or wrong in its year, in one line. */
    public String profile() {
        return profile.summary();
    }

    /** What happens in its year. */
    public VillageProfile year() {
        return profile;
    }
}
