package io.cama.cli.back.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.cli.back.html.Markup;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.ledger.look.Looks.Lost;
import io.cama.ledger.look.Looks.LostCall;
import io.cama.ledger.look.Looks.Stretch;
import io.cama.model.Counts;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a file or a model says, the page only shows it. */
class ReportPageTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> PAYLOADS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'><svg/onload=alert(1)>",
            "</style><script>alert(1)</script>",
            "</title></head><body onload=alert(1)>",
            "javascript:alert(1)",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;alert(1)&#60;/script&#62;",
            "<!--><script>alert(1)</script>-->",
            "]]><script>alert(1)</script>",
            "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "\u202egnp.exe",
            "\u0000<\u0000script>",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "{{constructor.constructor('alert(1)')()}}",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
            "<base href=//evil.example>",
            "<link rel=stylesheet href=//evil.example>");

    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z!][A-Za-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>");
    private static final Pattern SAFE_ATTRIBUTES = Pattern.compile(
            "(?: (?:class|viewBox|preserveAspectRatio|role|aria-label|x|y|width|height|scope|dir)=\"[^\"<>]*\")*");

    private static Subject hostile(String evil) {
        Run run = new Run(
                "1a2b",
                evil,
                evil,
                "00",
                "11",
                "/work",
                "/outbox/" + evil,
                0,
                evil,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.PAUSED,
                true,
                1,
                3,
                evil,
                false,
                AT,
                AT,
                null,
                null);
        String fields = JsonText.of(Map.of(evil, evil, "list", List.of(evil, Map.of("deep", evil))));
        return new Subject(
                run,
                new Counts(4, 1, 1, 1, 1, 0),
                new RunUsage(3, 10, 5, Map.of(evil, 1L), 1),
                new RunCost(100, 0, 50, 1),
                Map.of(Reason.REFUSED, 1L),
                List.of(
                        new CallSum(evil, evil, Verdict.GOOD, null, 1, new Usage(10, 5), 100, Duration.ofSeconds(1)),
                        new CallSum(evil, "b", Verdict.FAILED, Reason.TIMEOUT, 1, Usage.NONE, 0, Duration.ZERO)),
                new Lost(60, 0, List.of(new LostCall(1, 1, evil, evil, evil, AT, 5))),
                List.of(new Stretch(AT, AT.plusSeconds(1), 1, 1)),
                Duration.ofSeconds(100),
                List.of(new Result(1, 2, fields)),
                List.of(new DeadLetter(
                        "1a2b-2", "1a2b", evil, 2, 3, fields, Reason.REFUSED, evil, 1, List.of(evil), AT)),
                AT.plusSeconds(8000));
    }

    /** What stands in the body, and that it holds nothing but elements that only show. */
    private static String onlyShows(String page) {
        String body = page.substring(page.indexOf("<body>") + 6, page.indexOf("</body>"));
        Matcher tags = TAG.matcher(body);
        StringBuilder text = new StringBuilder();
        int end = 0;
        List<String> open = new ArrayList<>();
        while (tags.find()) {
            text.append(body.substring(end, tags.start()));
            end = tags.end();
            assertThat(tags.group(2))
                    .matches(
                            "main|header|section|div|span|h[123]|p|b|small|ul|li|dl|dt|dd|table|thead|tbody|tr|th|td|pre|code"
                                    + "|details|summary|svg|rect|title");
            assertThat(tags.group(3)).matches(SAFE_ATTRIBUTES);
            if (tags.group(1).isEmpty()) {
                open.add(tags.group(2));
            } else {
                assertThat(open.remove(open.size() - 1)).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
        text.append(body.substring(end));
        assertThat(text).doesNotContain("<", ">", "\u0000", "\u202e");
        return text.toString();
    }

    @Test
    void nothingActiveGetsThroughWhateverTheTextIs() throws IOException {
        for (String evil : PAYLOADS) {
            String page = ReportPage.of(hostile(evil), "cama " + evil);

            String shown = onlyShows(page);
            assertThat(shown).contains("Possibly paid twice", "and 59 more");
            assertThat(page.split("<body>", -1)).hasSize(2);
        }
    }

    @Test
    void thePolicyLetsNothingRunAndNamesTheOneStyle() throws Exception {
        String page = ReportPage.of(hostile("x"), "cama");

        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(page)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + digest
                        + "'; base-uri 'none'; form-action 'none'\"")
                .doesNotContain("unsafe-inline", "<script", "http://", "https://", " style=\"");
        assertThat(style).contains("prefers-color-scheme:dark").doesNotContain("url(", "@import");
    }

    @Test
    void longTextsAreCutAndSayHowLongTheyAre() {
        Markup page = new Markup();
        page.open("main");
        new Values(page).show(List.of("x".repeat(5000), Collections.nCopies(100, "y")));
        page.close();

        assertThat(page.toString())
                .contains("(5000 characters)", "… and 70 more")
                .hasSizeLessThan(3000);
    }

    @Test
    void anElementThatCouldDoSomethingCannotBeWritten() {
        assertThatThrownBy(() -> new Markup().open("script")).hasMessageContaining("script");
        assertThatThrownBy(() -> new Markup().open("div", "onclick", "x")).hasMessageContaining("onclick");
        assertThatThrownBy(() -> new Markup().open("div").toString()).hasMessageContaining("left open");
    }

    @Test
    void timesAreSaidInWords() {
        assertThat(Figures.time(Duration.ofMillis(400))).isEqualTo("0.4 s");
        assertThat(Figures.time(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Figures.time(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Figures.time(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    }
}
