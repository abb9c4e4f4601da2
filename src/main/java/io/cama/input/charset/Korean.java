package io.cama.input.charset;

import java.nio.CharBuffer;
import java.nio.charset.Charset;

/**
 * Counts how Korean a decoded text is. Bytes of many other charsets are valid CP949 too, but then they give
 * hanja, symbols and syllables at random, where Korean gives syllables and mostly one of a few hundred.
 */
final class Korean {
    /** EUC-KR with the syllables it lacks: what Korean Windows writes. */
    static final Charset CP949 = Charset.forName("x-windows-949");

    private static final String FREQUENT = "다이는에을가고하의지한은로도를사기어시리자인일나서대아수해부그정보상게장있것전스주제라여들원구만소마세면음우무모오공니조"
            + "유동성과관학방바와신실안연화선중경비생내위문개식으교계물말진발출통단당미려람랑양드러거너더저터레트르치적체차국분외업김영"
            + "결현회행민반본평급남녀명복불산색석설속손송순술습심앞애약얼없었역열예왕요용운울월육응임입잘잠재점접종좋죽줄즐직질집쪽창채"
            + "책처천초최추충친카크키타태토특파판포표품프피필할함합항향허험형호혼환황효후희먹눈길감같강걸격견곳글금꽃끝날놀늘님달담답데"
            + "독돌두둘뒤따때또락량력령록론류름릴맛목못몸받밥배백번법변병별봄북빛";

    /** Of a hundred Korean syllables some eighty are frequent ones; of random ones, twelve. */
    private static final int LEAST_FREQUENT = 40;

    private long syllables;
    private long frequent;
    private long foreign;

    void count(CharBuffer text) {
        while (text.hasRemaining()) {
            char c = text.get();
            if (c >= '가' && c <= '힣') {
                syllables++;
                frequent += FREQUENT.indexOf(c) >= 0 ? 1 : 0;
            } else if (c > 127) {
                foreign++;
            }
        }
    }

    /** Of a hundred characters beyond ASCII, how many are Korean syllables; 0 when too few of those are frequent. */
    long percent() {
        boolean random = frequent * 100 < syllables * LEAST_FREQUENT;
        return syllables < 2 || random ? 0 : syllables * 100 / (syllables + foreign);
    }
}
