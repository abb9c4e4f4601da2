package io.cama.cli.back.page;

import io.cama.cli.back.html.Markup;
import io.cama.ledger.look.Looks.Stretch;
import io.cama.model.Counts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What is drawn: bars of a length that says how many. */
final class Figures {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 120;

    private final Markup page;

    Figures(Markup page) {
        this.page = page;
    }

    /** One figure with its name. */
    void tile(String name, String number, String more) {
        page.open("div", "class", "tile");
        page.element("small", name);
        page.element("b", number);
        page.element("span", more, "class", "faint");
        page.close();
    }

    /** The rows by how they ended, as one bar. */
    void ends(Counts counts) {
        String said = "%d ok, %d dead letters, %d skipped, %d pending"
                .formatted(counts.ok(), counts.dead(), counts.skipped(), counts.pending());
        open("ends", WIDTH, 18, said);
        long rows = Math.max(1, counts.rows());
        double x = 0;
        long[] parts = {counts.ok(), counts.dead(), counts.skipped(), counts.pending()};
        String[] classes = {"ok", "dead", "skipped", "pending"};
        for (int i = 0; i < parts.length; i++) {
            double width = (double) WIDTH * parts[i] / rows;
            rect(classes[i], x, 0, width, 18, "");
            x += width;
        }
        page.close();
    }

    /** A number as a bar beside others. */
    void bar(String kind, long number, long most) {
        open("bar", 100, 8, number + " of " + most);
        rect(kind, 0, 0, 100.0 * number / Math.max(1, most), 8, "");
        page.close();
    }

    /** Calls over time, good ones below those that came to nothing. */
    void timeline(List<Stretch> stretches) {
        long most = stretches.stream()
                .mapToLong(stretch -> stretch.good() + stretch.bad())
                .max()
                .orElse(1);
        open("timeline", WIDTH, HEIGHT, "Calls over time, at most " + most + " in one stretch");
        double width = (double) WIDTH / stretches.size();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch at = stretches.get(i);
            double good = (double) HEIGHT * at.good() / most;
            double bad = (double) HEIGHT * at.bad() / most;
            String said = "%s: %d good, %d not"
                    .formatted(TIME.format(at.from().atOffset(ZoneOffset.UTC)), at.good(), at.bad());
            rect("ok", i * width, HEIGHT - good, width - 1, good, said);
            rect("dead", i * width, HEIGHT - good - bad, width - 1, bad, said);
        }
        page.close();
        Stretch first = stretches.get(0);
        Stretch last = stretches.get(stretches.size() - 1);
        page.open("div", "class", "scale");
        page.element("span", TIME.format(first.from().atOffset(ZoneOffset.UTC)) + " UTC");
        page.element("span", time(Duration.between(first.from(), first.to())) + " a bar, at most " + most + " calls");
        page.element("span", TIME.format(last.to().atOffset(ZoneOffset.UTC)) + " UTC");
        page.close();
    }

    private void open(String kind, int width, int height, String said) {
        page.open(
                "svg",
                "class",
                kind,
                "viewBox",
                "0 0 " + width + " " + height,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                said);
    }

    private void rect(String kind, double x, double y, double width, double height, String title) {
        if (width <= 0 || height <= 0) {
            return;
        }
        page.open(
                "rect",
                "class",
                kind,
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(width),
                "height",
                number(height));
        if (!title.isEmpty()) {
            page.element("title", title);
        }
        page.close();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** A time such as {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s} or {@code 2 h 10 min}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
