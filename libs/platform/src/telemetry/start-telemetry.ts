import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { PeriodicExportingMetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOnSampler, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

export interface TelemetryOptions {
  service: string;
  instance: string;
  /** Where spans and metrics go by OTLP; nothing is exported there when absent. */
  otlpEndpoint?: string;
  /** Further exporters, e.g. the built-in span store. */
  exporters?: readonly SpanExporter[];
}

export interface Telemetry {
  prometheus: PrometheusExporter;
  shutdown(): Promise<void>;
}

const METRICS_EVERY_MS = 15_000;

/**
 * Starts OpenTelemetry for this process. The sampler keeps everything: the loop makes spans only for
 * conversations that are sampled, so whatever reaches the SDK is wanted.
 */
export function startTelemetry(options: TelemetryOptions): Telemetry {
  const exporters = [...(options.exporters ?? [])];
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const metricReaders: IMetricReader[] = [prometheus];
  if (options.otlpEndpoint) {
    exporters.push(new OTLPTraceExporter({ url: new URL('/v1/traces', options.otlpEndpoint).href }));
    const exporter = new OTLPMetricExporter({ url: new URL('/v1/metrics', options.otlpEndpoint).href });
    metricReaders.push(
      new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: METRICS_EVERY_MS }),
    );
  }
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: options.service,
      'service.namespace': 'parley',
      'service.instance.id': options.instance,
    }),
    sampler: new AlwaysOnSampler(),
    spanProcessors: exporters.map(
      (exporter) => new BatchSpanProcessor({ exporter, scheduledDelayMillis: 200, maxQueueSize: 16_384 }),
    ),
    metricReaders,
    instrumentations: [],
    autoDetectResources: false,
  });
  sdk.start();
  return { prometheus, shutdown: () => sdk.shutdown() };
}
