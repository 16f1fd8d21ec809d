package kepu.assessment.scheme.lint;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.assessment.scoring.values.LocalizedText;

/** A kind of measure that burdens those assessed (加重基层负担), by the words in which schemes ask for it, and the clause it breaks. */
enum BurdenRule {
    CHECK_IN(
            Clause.FORCED_FUNCTIONS,
            "把打卡、签到作为考核内容",
            "it assesses check-ins",
            "打卡|签到|刷脸|check[- ]?ins?\\b|clock(ing)?[- ]?in\\b"),
    POINTS_RANKING(
            Clause.FORCED_FUNCTIONS,
            "对个人作积分排名",
            "it ranks individuals by points",
            "积分.{0,6}(排名|排行|榜)|(个人|队员|党员|志愿者|干部|群众|读者).{0,8}(排名|排行|积分榜)"
                    + "|points? ranking|leader ?board|rank(ing)?s? of (individuals|members|volunteers|people|readers)"),
    LEARNING_TIME(
            Clause.MEASURES,
            "把学习、在线时长作为考评依据",
            "it assesses time spent learning or online",
            "(学习|观看|在线|浏览|收看).{0,4}(时长|时间|分钟|小时)|(learning|online|screen|viewing) (time|hours|minutes)"
                    + "|(time|hours|minutes) (of|spent) (learning|online|watching|viewing)"),
    LIKES(Clause.MEASURES, "把点赞量作为考评依据", "it assesses likes", "点赞|\\blikes\\b|thumbs[- ]up"),
    FORWARDS(
            Clause.MEASURES,
            "把转发量作为考评依据",
            "it assesses forwards",
            "转发|\\bforward(s|ed|ing)?\\b|\\breposts?\\b|\\bshares of posts\\b"),
    PHOTOS_AND_TRACKS(
            Clause.MEASURES,
            "强制上传照片、视频或轨迹",
            "it makes photos, videos or tracks mandatory",
            "(必须|须有|须传|强制|一律|均应|每次|每场).{0,12}(照片|图片|视频|轨迹|定位)|上传.{0,8}(照片|图片|视频|轨迹)"
                    + "|(照片|图片|视频|轨迹|定位).{0,8}(必传|必须|不少于|缺一不可|缺失扣)"
                    + "|(mandatory|required|compulsory|must).{0,30}(photo|picture|video|track)s?\\b"
                    + "|(photo|picture|video|track)s? (are |is )?(mandatory|required|compulsory)"),
    READING_AS_DEDUCTION(
            Clause.READING,
            "把阅读量作为扣分依据",
            "it deducts for reading volume",
            "(阅读量|借阅量|借阅次数|阅读次数|点击量).{0,16}(扣|减分|倒扣|处罚|通报批评)|扣.{0,12}(阅读量|借阅量|借阅次数|阅读次数|点击量)"
                    + "|(reading|loan) (volume|numbers?).{0,40}(deduct|minus|penal)|(deduct|minus|penal).{0,40}(reading|loans)"),
    REPEATED_FORMS(
            Clause.FORMS,
            "随意或重复要求填表报数交材料",
            "it asks for forms again and again",
            "重复(填报|填表|报送|上报|录入)|(每日|每天|逐日|每周).{0,4}(填报|填表|报表|报送|上报|报数)|日报表|周报表|多头填报"
                    + "|repeated (forms?|reports?)|(daily|weekly) (forms?|reports?)"),
    INSTALLS_AND_LOGINS(
            Clause.INSTALLS,
            "考核安装、下载、登录或使用率",
            "it assesses installs, downloads or log-ins of an app",
            "(安装|注册|激活|装机|日活|月活|关注).{0,2}(率|量|户数|人数)|登录|登陆|(app|应用程序|软件|小程序|客户端|公众号).{0,8}(下载|安装|注册|关注|使用率)"
                    + "|强制.{0,6}(下载|安装)|\\binstall(s|ed|ation|ations)?\\b|\\blog-?ins?\\b|active users"),
    ONLINE_VOTES(
            Clause.MEASURES,
            "把网络投票数作为考评依据",
            "it assesses online votes",
            "(网络|网上|线上|微信|在线).{0,4}(投票|票选|拉票)|投票数|得票数|online vot(e|es|ing)"),
    APP_AS_CARRIER(
            Clause.MEASURES,
            "把应用程序作为日常考核、督查检查的主要载体",
            "it makes the app the main carrier of daily assessment",
            "(app|应用程序|小程序|平台|系统).{0,10}(日常考核|日常化|每日考核|线上督查|线上检查|考核载体)|日常考核.{0,10}(app|应用程序|小程序|平台)"
                    + "|assess(ed|ment)? daily (in|by|through) the app|daily assessment (in|by|through) the app"
                    + "|app (as|is) the (main )?(carrier|basis)"),
    FORCED_HOURS(
            Clause.VOLUNTEERS,
            "强制志愿者服务时长",
            "it forces hours on volunteers",
            "(强制|必须|硬性|一律|强行|强令).{0,12}(志愿|服务).{0,6}(时长|小时|服务)"
                    + "|(志愿|服务)(时长|小时).{0,10}(不达标|不足|未满|不够).{0,8}(扣|通报|批评|除名|清退|退出)"
                    + "|(forced|compulsory|mandatory|must).{0,30}(volunteer|service).{0,12}hours?"
                    + "|(volunteer|service) hours?.{0,20}(compulsory|mandatory|or (leave|be removed))");

    /** What says that it is not asked for. */
    private static final Pattern DENIED = Pattern.compile(
            "不得|不要求|不再|不作|不以|不按|不把|不将|无需|无须|不必|不需|严禁|禁止|取消|免于|免予|并非|自愿"
                    + "|\\bnot\\b|\\bno (?!fewer|less)|\\bnever\\b|\\bwithout\\b|\\bneither\\b|\\bvoluntar(y|ily)\\b|\\bno need\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PART = Pattern.compile("[，。；！？,;.!?\\n]");

    private final Clause clause;
    private final LocalizedText sentence;
    private final Pattern words;

    /** What the rules rest on. */
    private enum Clause {
        FORMS(
                "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）关于使用管理的禁止情形（一）：随意或重复要求基层填表报数交材料",
                "Rules for government apps (Guobanhan [2026] 12), what users must not do (1): ask for forms at will or repeatedly"),
        FORCED_FUNCTIONS(
                "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）关于使用管理的禁止情形（二）：设置打卡签到、积分排名、统计在线时长等强制性功能",
                "Rules for government apps (Guobanhan [2026] 12), what users must not do (2): check-ins, points rankings, time online"),
        INSTALLS(
                "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）关于使用管理的禁止情形（三）：强制推广下载，考核通报安装使用率，强制定期登录",
                "Rules for government apps (Guobanhan [2026] 12), what users must not do (3): force or assess downloads, installs and log-ins"),
        MEASURES(
                "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）关于使用管理的禁止情形（四）：异化为日常考核、线上督查的主要载体，以点赞量、网络投票数、转发量、学习时长等为考评依据，非必要强制上传照片、视频和轨迹",
                "Rules for government apps (Guobanhan [2026] 12), what users must not do (4): make the app the carrier of daily assessment,"
                        + " assess likes, online votes, forwards or learning time, force photos, videos and tracks"),
        READING(
                "党建带科普意见 1.3：书屋利用量用于通报、年终表扬，不作扣分",
                "The opinion, 1.3: usage of reading rooms feeds notices and the year-end award, not deductions"),
        VOLUNTEERS(
                "《志愿服务条例》（国务院令第685号）第三条：志愿服务应当遵循自愿、无偿、平等、诚信、合法的原则",
                "Regulations on Volunteer Service (State Council Order 685), article 3: volunteering is of one's own will");

        private final LocalizedText text;

        Clause(String zh, String en) {
            text = new LocalizedText(zh, en);
        }
    }

    BurdenRule(Clause clause, String zh, String en, String words) {
        this.clause = clause;
        this.sentence = new LocalizedText(zh, en);
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** As it is in warnings. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LocalizedText sentence() {
        return sentence;
    }

    LocalizedText clause() {
        return clause.text;
    }

    /** Whether a text asks for it, and does not say in the same breath that it is not asked for. */
    boolean isBrokenBy(String text) {
        for (String part : PART.split(text)) {
            Matcher asked = words.matcher(part);
            if (asked.find()
                    && !DENIED.matcher(part.substring(0, asked.start())).find()) {
                return true;
            }
        }
        return false;
    }
}
