package io.cama.ops.trace;

import io.cama.flow.attempt.Asking;
import io.cama.flow.item.Trail;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import io.cama.model.Usage;
import io.cama.prompt.Answer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A trace an item; in it a span for each call, and one inside us for each answer that was found and not bought. */
final class Spans implements Watch {
    private static final String REASON = "cama.reason";

    private final Tracer tracer;
    private final boolean content;
    private final Map<ItemRef, Span> items = new ConcurrentHashMap<>();
    private final Map<Asking, Span> calls = new ConcurrentHashMap<>();

    /** @param content whether prompts and answers are in the spans */
    Spans(Tracer tracer, boolean content) {
        this.tracer = tracer;
        this.content = content;
    }

    @Override
    public void begun(ItemRef item, Run run) {
        Span span = tracer.spanBuilder("item " + run.job())
                .setNoParent()
                .setAttribute("cama.job", run.job())
                .setAttribute("cama.run", run.id())
                .setAttribute("cama.position", item.position())
                .setAttribute("cama.pass", item.attempt())
                .setAttribute(Trail.ID, run.id() + "-" + item.position())
                .startSpan();
        items.put(item, span);
        Trail.trace(span.getSpanContext().getTraceId());
    }

    @Override
    public void ended(ItemRef item, Run run, Outcome outcome, @Nullable String reason, Duration took) {
        Span span = items.remove(item);
        if (span == null) {
            return;
        }
        span.setAttribute("cama.outcome", outcome.name().toLowerCase(Locale.ROOT));
        if (reason != null) {
            span.setAttribute(REASON, reason);
        }
        if (outcome == Outcome.DEAD) {
            span.setStatus(StatusCode.ERROR, reason == null ? "" : reason);
        }
        span.end();
    }

    private Context of(Asking asking) {
        Span item = items.get(asking.work().ref());
        return item == null ? Context.root() : Context.root().with(item);
    }

    @Override
    public void asked(Asking asking, Duration took) {
        Trail.trace(Span.fromContext(of(asking)).getSpanContext().getTraceId());
    }

    @Override
    public void looked(Asking asking, Found found) {
        if (found != Found.NOWHERE) {
            tracer.spanBuilder("recall " + asking.name())
                    .setParent(of(asking))
                    .setSpanKind(SpanKind.INTERNAL)
                    .setAttribute("gen_ai.prompt.name", asking.name())
                    .setAttribute("cama.recall", found.name().toLowerCase(Locale.ROOT))
                    .startSpan()
                    .end();
        }
    }

    @Override
    public void calling(Asking asking) {
        Span span = tracer.spanBuilder("chat " + asking.now().candidate().model())
                .setParent(of(asking))
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(GenAiAttributes.request(asking))
                .startSpan();
        if (content) {
            span.setAttribute("gen_ai.input.messages", GenAiAttributes.messages(asking));
        }
        calls.put(asking, span);
    }

    @Override
    public void charged(Asking asking, @Nullable String served, Usage usage, @Nullable Long cost) {
        Span span = calls.get(asking);
        if (span != null) {
            span.setAllAttributes(GenAiAttributes.response(served, usage, cost));
        }
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        Span span = calls.remove(asking);
        if (span == null) {
            return;
        }
        Answer answer = asking.answer();
        if (failure != null) {
            String code = failure.reason().name();
            span.setAttribute("error.type", code);
            span.setStatus(StatusCode.ERROR, code);
            span.recordException(failure.asFault());
        } else if (content && answer != null) {
            span.setAttribute("gen_ai.output.messages", GenAiAttributes.answer(answer));
        }
        span.end();
    }

    @Override
    public void again(Asking asking, Failure failure) {
        Span.fromContext(of(asking))
                .addEvent(
                        "retry",
                        Attributes.builder()
                                .put(REASON, failure.reason().name())
                                .build());
    }

    @Override
    public void permitted(Asking asking, Duration waited) {
        if (waited.toMillis() > 0) {
            Span.fromContext(of(asking))
                    .addEvent(
                            "permit",
                            Attributes.builder()
                                    .put("cama.waited", waited.toNanos() / (double) TimeUnit.SECONDS.toNanos(1))
                                    .build());
        }
    }
}
