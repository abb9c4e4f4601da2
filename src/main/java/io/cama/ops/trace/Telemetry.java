package io.cama.ops.trace;

import io.cama.flow.Flow;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.instrumentation.micrometer.v1_5.OpenTelemetryMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connection to a collector. Made only where one is named. What it cannot deliver is dropped; work never waits for it. */
public final class Telemetry implements AutoCloseable {
    private static final String NAME = "io.cama";
    private static final int LAST_WORDS_SECONDS = 5;

    private final OpenTelemetrySdk sdk;
    private final MeterRegistry meters;
    private final Spans spans;
    private @Nullable Flow watched;

    public Telemetry(Target target) {
        Resource resource = Resource.getDefault().merge(Resource.create(attributes(target)));
        SdkTracerProvider traces = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(target.share() / 100.0)))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(spanExporter(target)).build())
                .build();
        SdkMeterProvider metrics = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(metricExporter(target))
                        .setInterval(target.every())
                        .build())
                .build();
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(traces)
                .setMeterProvider(metrics)
                .build();
        this.meters = OpenTelemetryMeterRegistry.builder(sdk)
                .setBaseTimeUnit(TimeUnit.SECONDS)
                .build();
        meters.config().meterFilter(new NoEmptyTags());
        this.spans = new Spans(sdk.getTracer(NAME), target.content());
    }

    /** Labels that must stand on every line of a scrape are left out where they say nothing. */
    private static final class NoEmptyTags implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            List<Tag> told = id.getTags().stream()
                    .filter(tag -> !tag.getValue().isEmpty())
                    .toList();
            return told.size() == id.getTags().size() ? id : id.replaceTags(told);
        }
    }

    private static Attributes attributes(Target target) {
        AttributesBuilder attributes = Attributes.builder();
        target.resource().forEach((name, value) -> {
            if (!value.isEmpty()) {
                attributes.put(name, value);
            }
        });
        return attributes.build();
    }

    private static SpanExporter spanExporter(Target target) {
        return target.overGrpc()
                ? OtlpGrpcSpanExporter.builder()
                        .setEndpoint(target.endpoint().toString())
                        .build()
                : OtlpHttpSpanExporter.builder()
                        .setEndpoint(below(target.endpoint(), "v1/traces"))
                        .build();
    }

    private static MetricExporter metricExporter(Target target) {
        return target.overGrpc()
                ? OtlpGrpcMetricExporter.builder()
                        .setEndpoint(target.endpoint().toString())
                        .build()
                : OtlpHttpMetricExporter.builder()
                        .setEndpoint(below(target.endpoint(), "v1/metrics"))
                        .build();
    }

    private static String below(URI endpoint, String path) {
        return endpoint + (endpoint.toString().endsWith("/") ? "" : "/") + path;
    }

    /** What meters are to be made in as well, so that they are sent. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Traces the items of this process from now on. */
    public void watch(Flow flow) {
        flow.watches().add(spans);
        watched = flow;
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        if (watched != null) {
            watched.watches().remove(spans);
        }
        sdk.shutdown().join(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }
}
