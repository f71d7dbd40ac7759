package io.feedrank.feature.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text, for any language that separates them: compatibility-composed (NFKC), lower
 * case, runs of letters and digits. An apostrophe within a word is left out of it; a number becomes
 * as many signs as it has digits, since its value says little.
 */
final class Words {
    private static final char DIGIT = '#';

    private Words() {}

    static List<String> of(String text) {
        String composed =
                Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFKC);
        String lower = composed.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < lower.length()) {
            int point = lower.codePointAt(at);
            at += Character.charCount(point);
            if (Character.isDigit(point)) {
                word.append(DIGIT);
            } else if (Character.isLetter(point) || isMark(point)) {
                word.appendCodePoint(point);
            } else if (!isApostrophe(point) || word.isEmpty()) {
                end(word, words);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isApostrophe(int point) {
        return point == '\'' || point == '\u2019';
    }
}
