package kepu.contracts.privacy;

import java.util.Set;

/** Looks through a text's cells once; from each group of digits no further than an ID number is long. */
final class NumberSearch {
    private static final int MOBILE = 11;
    private static final int ID = 18;
    private static final int OLD_ID = 15;
    private static final int LONGEST_GAP = 3;
    private static final int MOST_GROUPS = ID;

    /** With more of them a range of dates and times would be one, sooner or later. */
    private static final int MOST_GAPS = 5;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] CHECK_DIGITS = {1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int CHECK_DIGIT_X = 10;
    private static final int BIRTH = 6;
    private static final Set<Integer> CENTURIES = Set.of(18, 19, 20);
    private static final Set<Integer> PROVINCES = Set.of(
            11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61,
            62, 63, 64, 65, 71, 81, 82);

    /**
     * Codes of groups of villagers have 15 digits too, and the township's stand where the year of birth does: below 30 but
     * for a few zones.
     */
    private static final int EARLIEST_YEAR = 30;

    private static final int SOFT = kinds(Cells.BLANK, Cells.DASH, Cells.ODD);
    private static final int APART = kinds(Cells.DASH, Cells.ODD, Cells.DOT, Cells.SLASH, Cells.LETTER);

    private static final int BLANK = kinds(Cells.BLANK);
    private static final int LIST = kinds(Cells.LIST);
    private static final int LETTER = kinds(Cells.LETTER);
    private static final int ODD = kinds(Cells.ODD);
    private static final int DOT = kinds(Cells.DOT);

    private final Cells cells;
    private final int[] digits = new int[ID];
    private final int[] groups = new int[MOST_GROUPS];
    private int groupCount;
    private int gapKinds;

    NumberSearch(Cells cells) {
        this.cells = cells;
    }

    boolean finds() {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.isDigit(i) && !cells.isDigit(i - 1) && (isMobile(i) || isId(i) || isOldId(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isMobile(int from) {
        if (isMobileFrom(from)) {
            return true;
        }
        boolean isFraction = cells.isDigit(from - 2) && cells.at(from - 1) == Cells.DOT;
        return !isFraction
                && (startsWith(from, 0, 0, 8, 6) && isMobileFrom(from + 4)
                        || startsWith(from, 8, 6) && isMobileFrom(from + 2)
                        || startsWith(from, 0) && isMobileFrom(from + 1));
    }

    private boolean startsWith(int from, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (cells.at(from + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isMobileFrom(int from) {
        return cells.at(from) == 1 && read(from, MOBILE, false) && digits[1] >= 3 && isGroupedLikeMobile();
    }

    /** 139 1234 5678, 139-12345678, 1-3-9-1-…; of what also parts the numbers of a list only the usual groups. */
    private boolean isGroupedLikeMobile() {
        if (groupCount == 1) {
            return true;
        }
        int longest = longestGroup();
        if (longest == 1) {
            return isOnly(APART);
        }
        if (isOnly(SOFT)) {
            return are(3, 8)
                    || are(7, 4)
                    || are(4, 3, 4)
                    || isInThreesOrMore(3)
                    || isOnly(ODD) && (are(4, 7) || longest == 2);
        }
        if (isOnly(DOT) && (isInThreesOrMore(3) || isInThreesOrMore(4))) {
            return true;
        }
        return are(3, 4, 4) || are(4, 3, 4) && (gapKinds & LIST) == 0;
    }

    private boolean isInThreesOrMore(int first) {
        return groupCount == 3 && groups[0] == first && groups[1] >= 3 && groups[2] >= 3;
    }

    private boolean are(int... wanted) {
        if (groupCount != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (groups[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private int longestGroup() {
        int longest = 0;
        for (int i = 0; i < groupCount; i++) {
            longest = Math.max(longest, groups[i]);
        }
        return longest;
    }

    private boolean isId(int from) {
        return cells.at(from) > 0
                && read(from, ID, true)
                && (groupCount - 1 <= MOST_GAPS ? !isDecimal() : longestGroup() == 1 && isOnly(APART))
                && CENTURIES.contains(pair(BIRTH))
                && isDay(BIRTH + 4)
                && isCheckDigitRight();
    }

    private boolean isDecimal() {
        return groupCount == 2 && isOnly(DOT);
    }

    private boolean isCheckDigitRight() {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * digits[i];
        }
        return digits[WEIGHTS.length] == CHECK_DIGITS[sum % CHECK_DIGITS.length];
    }

    private boolean isOldId(int from) {
        return cells.at(from) > 0
                && read(from, OLD_ID, false)
                && (groupCount == 1 || are(6, 6, 3) && isOnly(SOFT))
                && PROVINCES.contains(pair(0))
                && pair(BIRTH) >= EARLIEST_YEAR
                && isDay(BIRTH + 2)
                && 10 * pair(OLD_ID - 3) + digits[OLD_ID - 1] > 0;
    }

    private int pair(int at) {
        return 10 * digits[at] + digits[at + 1];
    }

    private boolean isDay(int at) {
        int month = pair(at);
        int day = pair(at + 2);
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Takes so many digits, the last one perhaps an X, from a group's beginning to where no digit stands beside. */
    private boolean read(int from, int wanted, boolean mayEndInX) {
        groupCount = 1;
        groups[0] = 1;
        gapKinds = 0;
        digits[0] = cells.at(from);
        int at = from;
        for (int count = 1; count < wanted; count++) {
            boolean orX = mayEndInX && count == wanted - 1;
            int next = next(at, orX);
            if (next < 0) {
                return false;
            }
            if (next == at + 1) {
                groups[groupCount - 1]++;
            } else {
                groups[groupCount++] = 1;
            }
            digits[count] = cells.at(next) == Cells.X ? CHECK_DIGIT_X : cells.at(next);
            at = next;
        }
        return !cells.isDigit(at + 1);
    }

    /** @return where the next digit is, right here or behind one gap; -1 if nowhere */
    private int next(int at, boolean orX) {
        int kinds = 0;
        for (int next = at + 1; next <= at + 1 + LONGEST_GAP && next < cells.size(); next++) {
            byte cell = cells.at(next);
            if (cells.isDigit(next) || orX && cell == Cells.X) {
                return next == at + 1 || takeGap(kinds, next - at - 1) ? next : -1;
            }
            if (cell == Cells.OTHER || isSecondLetter(kinds, cell)) {
                return -1;
            }
            kinds |= cell == Cells.X ? LETTER : 1 << cell;
        }
        return -1;
    }

    private static boolean isSecondLetter(int kinds, byte cell) {
        return cell >= Cells.LETTER && (kinds & LETTER) != 0;
    }

    /** One kind, perhaps with blanks around it, is a gap; brackets and dashes are in any mixture. */
    private boolean takeGap(int kinds, int length) {
        if ((kinds & LIST) != 0 && length > 1) {
            return false; // as lists are written
        }
        int hard = kinds & ~SOFT;
        if (hard != 0 && (kinds & ~BLANK) != hard || Integer.bitCount(hard) > 1) {
            return false;
        }
        gapKinds |= hard != 0 ? hard : Integer.highestOneBit(kinds);
        return true;
    }

    private boolean isOnly(int kinds) {
        return (gapKinds & ~kinds) == 0;
    }

    private static int kinds(byte... kinds) {
        int all = 0;
        for (byte kind : kinds) {
            all |= 1 << kind;
        }
        return all;
    }
}
